// Rebuilds the embedded vocabularies from npm tiktoken, and refuses anything but the published bytes.
//   node tests/CostSim.Benchmarks/vocabulary/rebuild.mjs            writes src/CostSim.Tokens/Resources/*.merges
//   node tests/CostSim.Benchmarks/vocabulary/rebuild.mjs --check    only compares
// Format: 256 bytes, the byte of each of the first 256 tokens; then five bytes for each further token, little-endian:
// id of its left half in the low 20 bits, id of its right half in the high 20 bits. The halves are those that merging
// itself joins last, so the file holds the bytes of every token and every merge, in rank order.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = 'tiktoken@1.0.22';
const integrity = 'PKvy1rVF1RibfF3JlXBSP0Jrcw2uq3yXdgcEXtKTYn3QJ/cBRBHDnrJ5jHky+MENZ6DIPwNUGWpkVx+7joCpNA==';
// As published in openai/tiktoken, tiktoken_ext/openai_public.py.
const published = {
  o200k_base: '446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d',
  cl100k_base: '223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7',
  p50k_base: '94b5ca7dff4d00767bc256fdd1b27e5b17361d7b8a5f968547f9f23eb70d2069', // r50k_base is its first 50,256 tokens
};
const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, '..', '..', '..', 'src', 'CostSim.Tokens', 'Resources');

function tokensOf(file) {
  const tokens = [];
  for (const line of JSON.parse(readFileSync(file, 'utf8')).bpe_ranks.split('\n')) {
    const [, first, ...encoded] = line.split(' ');
    encoded.forEach((token, i) => { tokens[Number(first) + i] = Buffer.from(token, 'base64'); });
  }
  return tokens;
}

// The two parts that are left before the last merge, when merging builds the token from its bytes.
function halves(token, rank) {
  const parts = [...token];
  while (parts.length > 2) {
    let best = rank.get(token), at = -1;
    for (let i = 0; i + 1 < parts.length; i++) {
      const r = rank.get(parts[i] + parts[i + 1]);
      if (r !== undefined && r < best) { best = r; at = i; }
    }
    if (at < 0) throw new Error(`merging never reaches token ${rank.get(token)}`);
    parts.splice(at, 2, parts[at] + parts[at + 1]);
  }
  return parts.map(part => rank.get(part));
}

function mergesOf(tokens) {
  // The id of a special token is a hole; two bytes that UTF-8 never has stand for it, so that nothing merges into it.
  for (let i = 0; i < tokens.length; i++) tokens[i] ??= Buffer.from([0xFF, 0xFF]);
  const names = tokens.map(token => token.toString('latin1'));
  const rank = new Map(names.map((name, i) => [name, i]));
  const out = Buffer.alloc(256 + 5 * (tokens.length - 256));
  for (let i = 0; i < 256; i++) {
    if (tokens[i].length !== 1) throw new Error(`token ${i} is not a single byte`);
    out[i] = tokens[i][0];
  }
  for (let i = 256; i < tokens.length; i++) {
    const [left, right] = halves(names[i], rank);
    out.writeUIntLE(left + right * 2 ** 20, 256 + 5 * (i - 256), 5);
  }
  return out;
}

const folder = mkdtempSync(join(tmpdir(), 'vocabulary-'));
try {
  execFileSync('npm', ['pack', source, '--silent'], { cwd: folder });
  const archive = join(folder, 'tiktoken-1.0.22.tgz');
  if (createHash('sha512').update(readFileSync(archive)).digest('base64') !== integrity) throw new Error(`${source}: not the expected archive`);
  execFileSync('tar', ['xzf', archive, '-C', folder]);
  for (const [name, hash] of Object.entries(published)) {
    const tokens = tokensOf(join(folder, 'package', 'encoders', `${name}.json`));
    const canonical = tokens.flatMap((token, i) => [`${token.toString('base64')} ${i}\n`]).join('');
    const found = createHash('sha256').update(canonical).digest('hex');
    if (found !== hash) throw new Error(`${name}: SHA-256 is ${found}, published is ${hash}`);
    const merges = mergesOf(tokens), path = join(target, `${name}.merges`);
    if (!process.argv.includes('--check')) writeFileSync(path, merges);
    else if (!existsSync(path) || !readFileSync(path).equals(merges)) throw new Error(`${path}: differs from the rebuilt vocabulary`);
    console.log(`${name}: ${tokens.length} tokens, ${merges.length} bytes, published SHA-256 ${hash}: ok`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
