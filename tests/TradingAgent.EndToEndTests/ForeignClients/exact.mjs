// Decimals as whole numbers of 1e-18, so that sums of what the exchange says are exact.
const places = 18;

export function units(text) {
  const [, sign, whole, part = ''] = /^(-?)(\d*)\.?(\d*)$/.exec(String(text)) ?? [];
  const value = BigInt((whole || '0') + part.padEnd(places, '0').slice(0, places));
  return sign === '-' ? -value : value;
}

export function decimal(value) {
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0');
  const text = `${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, '');
  return value < 0n ? `-${text}` : text;
}

// Positions from fills alone.
export class Tally {
  positions = new Map();
  fees = 0n;
  seen = new Set();

  take(fill) {
    if (fill.execType !== 'Trade' || this.seen.has(fill.execId)) return;
    this.seen.add(fill.execId);
    const size = units(fill.execQty) * (fill.side === 'Sell' ? -1n : 1n);
    this.positions.set(fill.symbol, (this.positions.get(fill.symbol) ?? 0n) + size);
    this.fees += units(fill.execFee);
  }

  held() {
    return Object.fromEntries(
      [...this.positions].filter(([, size]) => size !== 0n).map(([symbol, size]) => [symbol, decimal(size)]).sort());
  }
}

// A generator of one's own: the same orders again with the same seed.
export function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}
