// Trades for some seconds, then says on a line «END {json}» what it believes it owns: positions from the fills it was
// told, cash from the last balance it was told. Arguments: base address, key, secret, seconds, seed.
import { finish, pause, step } from './steps.mjs';
import { Tally, chance, decimal, units } from './exact.mjs';
import { openCcxt } from './ccxt-open.mjs';

const [seconds, seed] = process.argv.slice(5).map(Number);
const symbols = ['BTC/USDT:USDT', 'ETH/USDT:USDT'];
const exchange = await openCcxt(process.argv[3], process.argv[4]);
const next = chance(seed);
const tally = new Tally();
const wallet = {};
const past = new Map(symbols.map((symbol) => [symbol, new Set()]));
let messages = 0;

await exchange.loadMarkets();
const listen = async (watch, take) => {
  for (;;) {
    take(await watch());
    messages++;
  }
};
const ended = () => {};
listen(() => exchange.watchMyTrades(), (rows) => rows.forEach((row) => tally.take(row.info))).catch(ended);
let told = 0;
listen(() => exchange.watchOrders(), () => told++).catch(ended);
listen(() => exchange.watchBalance(), (balance) => {
  for (const coin of [balance.info].flat().flatMap((account) => account?.coin ?? [])) wallet[coin.coin] = coin.walletBalance;
}).catch(ended);
const levels = (side) => JSON.stringify(side.slice(0, 50).map(([price, size]) => [price, size]));
for (const symbol of symbols)
  listen(() => exchange.watchOrderBook(symbol, 50), (book) => {
    const states = past.get(symbol);
    states.add(levels(book.bids) + levels(book.asks));
    if (states.size > 400) states.delete(states.values().next().value);
  }).catch(ended);
await Promise.all(symbols.map((symbol) => exchange.watchOrderBook(symbol, 50)));

async function trade() {
  const symbol = symbols[Math.floor(next() * symbols.length)];
  const buys = next() < 0.5;
  const book = exchange.orderbooks[symbol];
  const best = (buys ? book.bids : book.asks)[0][0];
  const amount = exchange.amountToPrecision(symbol, (1 + Math.floor(next() * 20)) * (symbol[0] === 'B' ? 0.001 : 0.01));
  const price = exchange.priceToPrecision(symbol, best * (buys ? 0.9999 : 1.0001));
  const side = buys ? 'buy' : 'sell';
  if (next() < 0.4) await exchange.createOrder(symbol, 'market', side, Number(amount));
  else await exchange.createOrder(symbol, 'limit', side, Number(amount), next() < 0.5 ? best : Number(price));
  if (next() < 0.1) await exchange.cancelAllOrders(symbol);
}

// Fills count from the first on: an order that nobody takes shows when the private stream, asked for last, is heard.
for (let tries = 0; told === 0 && tries < 20; tries++) {
  const far = exchange.priceToPrecision(symbols[0], exchange.orderbooks[symbols[0]].bids[0][0] * 0.97);
  await exchange.createOrder(symbols[0], 'limit', 'buy', 0.001, Number(far));
  await pause(300);
  await exchange.cancelAllOrders(symbols[0]);
  await pause(200);
}

let orders = 0;
for (const end = Date.now() + seconds * 1000; Date.now() < end; orders++) {
  await trade();
  await pause(120); // the venue takes ten orders a second
}
for (const symbol of symbols) await exchange.cancelAllOrders(symbol);

await step('the exchange\'s book is one that the stream has told', async () => {
  for (const symbol of symbols) await untilSame(`the book of ${symbol}`, async () => {
    const book = await exchange.fetchOrderBook(symbol, 50);
    await pause(200);
    return [past.get(symbol).has(levels(book.bids) + levels(book.asks)), true];
  });
});
await step('positions by fills are the exchange\'s', () => untilSame('positions', async () => [
  JSON.stringify(Object.fromEntries((await exchange.fetchPositions()).map(({ info }) =>
    [info.symbol, decimal(units((info.side === 'Sell' ? '-' : '') + info.size))]).sort())), JSON.stringify(tally.held())]));
await step('the balance told last is the exchange\'s', () => untilSame('cash', async () => [
  (await exchange.fetchBalance()).info.result.list[0].coin.find((coin) => coin.coin === 'USDT').walletBalance,
  wallet.USDT]));
async function untilSame(what, both) {
  let pair;
  for (let i = 0; i < 20; i++) {
    pair = await both();
    if (pair[0] === pair[1]) return;
    await pause(100);
  }
  throw new Error(`${what}: ${pair[0]} at the exchange, ${pair[1]} here`);
}
console.log('END', JSON.stringify({
  positions: tally.held(), wallet, fills: tally.seen.size, orders, messages, fees: decimal(tally.fees),
}));
finish();
