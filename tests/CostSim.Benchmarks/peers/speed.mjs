// Megabytes a second of CPU time of two npm tokenizers, o200k_base, documents of 64 KB, one thread.
//   cd tests/CostSim.Benchmarks/peers && npm install --ignore-scripts && node speed.mjs CORPUS..
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { get_encoding } from 'tiktoken';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';

const most = 4_000_000, rounds = 3;
const tiktoken = get_encoding('o200k_base');
const peers = {
  'tiktoken 1.0.22 (WASM), encode': text => tiktoken.encode_ordinary(text).length,
  'gpt-tokenizer 4.0.0, count': text => countTokens(text, { disallowedSpecial: new Set() }),
};

console.log('peer,corpus,bytes,tokens,best_mb_s');
for (const path of process.argv.slice(2)) {
  const corpus = readFileSync(path).subarray(0, most), documents = [];
  for (let start = 0; start < corpus.length;) {
    let end = Math.min(start + 65_536, corpus.length);
    while (end < corpus.length && (corpus[end] & 0xC0) === 0x80) end--;
    documents.push(corpus.subarray(start, end).toString('utf8'));
    start = end;
  }
  for (const [peer, count] of Object.entries(peers)) {
    let best = 0, tokens = 0;
    for (let round = 0; round < rounds; round++) {
      tokens = 0;
      const before = process.cpuUsage();
      for (const document of documents) tokens += count(document);
      const used = process.cpuUsage(before);
      best = Math.max(best, corpus.length / (used.user + used.system));
    }
    console.log(`"${peer}",${basename(path, '.txt')},${corpus.length},${tokens},${best.toFixed(1)}`);
  }
}
