// Asks for a completion as Continue does, through its own wire library, and writes what an editor would insert.
// node fim_adapters.mjs FOLDER fim|completion BASE KEY MODEL PROMPT
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, kind, base, key, model, task] = process.argv.slice(2);
const found = createRequire(`${folder}/package.json`).resolve("@continuedev/openai-adapters");
const { constructLlmApi } = await import(pathToFileURL(found).href);
const provider = kind === "fim" ? "mistral" : "openai";
const api = constructLlmApi({ provider, apiKey: key, apiBase: `${base}/` });
const prefix = `# ${task}\nimport subprocess\n\n\ndef run(cmd):\n`;
const suffix = '\n\nprint(run("ls"))\n';
const signal = new AbortController().signal;
const asked = { model, max_tokens: 64, stream: true };
const stream =
  kind === "fim"
    ? api.fimStream({ ...asked, prompt: prefix, suffix, stop: [] }, signal)
    : api.completionStream(
        { ...asked, prompt: `<|fim_prefix|>${prefix}<|fim_suffix|>${suffix}<|fim_middle|>`, stop: ["<|endoftext|>"] },
        signal,
      );
let text = "";
for await (const chunk of stream) text += chunk.choices[0]?.text ?? chunk.choices[0]?.delta?.content ?? "";
if (text) writeFileSync("completion.txt", text);
console.log(JSON.stringify({ text }));
