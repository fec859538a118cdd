// Trades for some seconds, then says on a line «END {json}» what it believes it owns: positions from the fills it was
// told, cash from the last wallet it was told. Arguments: base address, key, secret, seconds, seed.
import { RestClientV5, WebsocketClient } from 'bybit-api';
import { base, finish, key, must, pause, secret, socketBase, step, until } from './steps.mjs';
import { Tally, chance, decimal, units } from './exact.mjs';

const [seconds, seed] = process.argv.slice(5).map(Number);
const symbols = { BTCUSDT: { lot: 0.001, tick: 1 }, ETHUSDT: { lot: 0.01, tick: 2 } };
const quiet = { trace() {}, info() {}, error() {} };
const rest = new RestClientV5({ key, secret, baseUrl: base });
const next = chance(seed);
const tally = new Tally();
const books = new Map();
const wallet = {};
let messages = 0;

const socket = (path, keys) => {
  const client = new WebsocketClient({ ...keys, market: 'v5', wsUrl: socketBase + path }, quiet);
  client.on('exception', () => {});
  return client;
};
const trading = socket('/v5/private', { key, secret });
trading.on('update', (frame) => {
  messages++;
  if (frame.topic === 'execution') frame.data.forEach((fill) => tally.take(fill));
  if (frame.topic === 'wallet') frame.data[0].coin.forEach((coin) => { wallet[coin.coin] = coin.walletBalance; });
});
trading.subscribeV5(['execution', 'wallet', 'order', 'position'], 'linear');

// The last states of a book by sequence, so that a REST answer can be compared with the same moment.
const market = socket('/v5/public/linear', {});
market.on('update', ({ type, data }) => {
  let book = books.get(data.s);
  if (type === 'snapshot' || !book) books.set(data.s, book = { b: new Map(), a: new Map(), past: new Map() });
  for (const side of ['b', 'a'])
    for (const [price, size] of data[side]) size === '0' ? book[side].delete(price) : book[side].set(price, size);
  book.past.set(data.seq, JSON.stringify([top(book.b, -1), top(book.a, 1)]));
  if (book.past.size > 400) book.past.delete(book.past.keys().next().value);
});
const top = (levels, sign) => [...levels].sort((x, y) => sign * (Number(x[0]) - Number(y[0]))).slice(0, 50);
market.subscribeV5(Object.keys(symbols).map((symbol) => `orderbook.50.${symbol}`), 'linear');
await until('books', () => books.size === 2);

async function trade() {
  const names = Object.keys(symbols);
  const symbol = names[Math.floor(next() * names.length)];
  const { lot, tick } = symbols[symbol];
  const book = books.get(symbol);
  const buys = next() < 0.5;
  const best = Number(top(buys ? book.b : book.a, buys ? -1 : 1)[0][0]);
  const qty = (lot * (1 + Math.floor(next() * 20))).toFixed(3);
  const order = { category: 'linear', symbol, side: buys ? 'Buy' : 'Sell', qty };
  const price = (best * (buys ? 0.9999 : 1.0001)).toFixed(tick);
  if (next() < 0.4) await rest.submitOrder({ ...order, orderType: 'Market' });
  else await rest.submitOrder({ ...order, orderType: 'Limit', price: next() < 0.5 ? String(best) : price });
  if (next() < 0.1) await rest.cancelAllOrders({ category: 'linear', symbol });
}

let orders = 0;
for (const end = Date.now() + seconds * 1000; Date.now() < end; orders++) {
  await trade();
  await pause(120); // the venue takes ten orders a second
}
for (const symbol of Object.keys(symbols)) await rest.cancelAllOrders({ category: 'linear', symbol });

await step('both books are the same at the same sequence', async () => {
  for (const symbol of Object.keys(symbols)) await untilSame(async () => {
    const { result } = await rest.getOrderbook({ category: 'linear', symbol, limit: 50 });
    await pause(200);
    const told = books.get(symbol).past.get(result.seq);
    if (told !== undefined) must(told === JSON.stringify([result.b, result.a]), `${symbol} differs at ${result.seq}`);
    return told !== undefined;
  }, () => true);
});
const rowsOf = async () => (await rest.getPositionInfo({ category: 'linear', settleCoin: 'USDT' })).result.list;
await step('positions by fills are the exchange\'s', () => untilSame(async () => JSON.stringify(Object.fromEntries(
  (await rowsOf()).map((row) => [row.symbol, decimal(units((row.side === 'Sell' ? '-' : '') + row.size))]).sort())),
() => JSON.stringify(tally.held())));
await step('the wallet told last is the exchange\'s', () => untilSame(async () => (await rest.getWalletBalance(
  { accountType: 'UNIFIED' })).result.list[0].coin.find((coin) => coin.coin === 'USDT').walletBalance,
() => wallet.USDT));
async function untilSame(asked, told) {
  let theirs;
  for (let i = 0; i < 20; i++) {
    theirs = await asked();
    if (theirs === told()) return;
    await pause(100);
  }
  throw new Error(`${theirs} at the exchange, ${told()} here`);
}
console.log('END', JSON.stringify({
  positions: tally.held(), wallet, fills: tally.seen.size, orders, messages, fees: decimal(tally.fees),
}));
finish();
