// Runs named steps against an exchange and says «ok NAME» or «FAIL NAME reason» for each; the exit code is the number
// of failures. Arguments of every script: base address, key, secret.
export const [base, key, secret] = process.argv.slice(2);
export const socketBase = base.replace(/^http/, 'ws');
export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

let failures = 0;

const within = (ms, work) => Promise.race([
  work,
  new Promise((_, fail) => setTimeout(() => fail(new Error(`nothing within ${ms} ms`)), ms).unref()),
]);

export async function step(name, work) {
  try {
    const value = await within(10_000, work());
    console.log('ok', name);
    return value;
  } catch (error) {
    failures++;
    console.log('FAIL', name, error?.message ?? JSON.stringify(error));
    return undefined;
  }
}

export function must(condition, text) {
  if (!condition) throw new Error(text);
}

// Waits until something holds.
export async function until(text, holds) {
  for (let i = 0; i < 160; i++) {
    if (holds()) return;
    await pause(50);
  }
  throw new Error(`never: ${text}`);
}

// Takes everything that comes until the connection ends.
export async function follow(watch, take) {
  try {
    for (;;) take(await watch());
  } catch {
    // The script is over, or a later step says what it misses.
  }
}

export const finish = () => process.exit(failures);
