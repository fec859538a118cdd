import { finish, follow, key, must, secret, step, until } from './steps.mjs';
import { openBinance } from './ccxt-open.mjs';

const exchange = await openBinance('binance', key, secret, {
  defaultType: 'option', fetchMarkets: { types: ['spot', 'linear', 'inverse', 'option'] },
});
const orders = [];

await step('markets load', async () => {
  await exchange.loadMarkets();
  must(Object.values(exchange.markets).some((market) => market.option), 'no option');
});
const options = Object.values(exchange.markets).filter((market) => market.option && market.base === 'BTC');
const first = Math.min(...options.map((market) => market.expiry));
const quotes = await step('prices are readable', async () => {
  const all = await exchange.fetchTickers(undefined, { type: 'option' });
  const rows = options.filter((market) => market.expiry === first).map((market) => all[market.symbol]);
  must(rows.some((row) => row.bid > 0), 'no bid anywhere');
  return rows;
});
const quoted = quotes.filter((row) => row.bid > 100).sort((a, b) => a.bid - b.bid)[0];
const { symbol } = quoted;

await step('book arrives', async () => {
  const book = await exchange.watchOrderBook(symbol);
  must(book.bids[0][0] < book.asks[0][0], 'the book is crossed');
});
await step('touch arrives', () => exchange.watchBidsAsks([symbol]));
await step('mark price and Greeks arrive', async () => {
  must((await exchange.watchMarkPrice(symbol)).markPrice > 0, 'no mark');
  const greeks = await exchange.fetchGreeks(symbol);
  must(greeks.vega > 0 && greeks.theta < 0 && greeks.markImpliedVolatility > 0, JSON.stringify(greeks.info));
});
await step('books and trades are readable', async () => {
  must((await exchange.fetchOrderBook(symbol, 5)).bids.length > 0, 'no bid');
  await exchange.fetchTrades(symbol);
  await exchange.fetchOHLCV(symbol, '1m');
});
follow(
  () => exchange.watchOrders(undefined, undefined, undefined, { type: 'option' }),
  (rows) => orders.push(...rows.map((row) => ({ ...row }))));
await step('the user stream is open', () => until('a private connection', () => Object.values(exchange.clients)
  .some((client) => client.url.includes('/private/ws') && client.isConnected)));
const hasStatus = (id, status) => () => orders.some((row) => row.id === id && row.status === status);
const price = (value) => Number(exchange.priceToPrecision(symbol, value));

await step('place and cancel', async () => {
  const order = await exchange.createOrder(symbol, 'limit', 'buy', 0.1, price(quoted.bid * 0.5));
  await until('the order is open', hasStatus(order.id, 'open'));
  must((await exchange.fetchOpenOrders(symbol)).length === 1, 'not one open order');
  await exchange.cancelOrder(order.id, symbol);
  await until('the order is gone', hasStatus(order.id, 'canceled'));
});
await step('a fill arrives', async () => {
  const order = await exchange.createOrder(symbol, 'limit', 'buy', 0.1, price(quoted.ask * 1.3), { timeInForce: 'IOC' });
  await until('it is filled', hasStatus(order.id, 'closed'));
  must((await exchange.fetchPositions([symbol], { method: 'option' }))[0].contracts === 0.1, 'no position');
  must((await exchange.fetchMyTrades(symbol)).length > 0, 'no trade over REST');
  must(Number((await exchange.eapiPrivateGetMarginAccount()).asset[0].equity) > 0, 'no balance');
});
finish();
