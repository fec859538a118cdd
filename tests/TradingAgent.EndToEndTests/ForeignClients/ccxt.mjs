import ccxt from 'ccxt';
import { finish, follow, key, must, secret, step, until } from './steps.mjs';
import { openCcxt } from './ccxt-open.mjs';

const linear = 'BTC/USDT:USDT';
const inverse = 'BTC/USD:BTC';

const exchange = await openCcxt(key, secret);
const seen = { orders: [], trades: [], positions: 0, balances: 0 };

await step('markets load', async () => {
  await exchange.loadMarkets();
  const markets = Object.values(exchange.markets);
  must(markets.some((market) => market.swap && market.linear), 'no linear perpetual');
  must(markets.some((market) => market.swap && market.inverse), 'no inverse perpetual');
  must(markets.some((market) => market.option), 'no option');
});
const option = Object.values(exchange.markets).find((market) => market.option && market.settle === 'USDT').symbol;

await step('book arrives', async () => {
  const book = await exchange.watchOrderBook(linear);
  must(book.bids[0][0] < book.asks[0][0], 'the book is crossed');
});
await step('inverse book, ticker and trades arrive', async () => {
  const book = await exchange.watchOrderBook(inverse);
  must(book.bids[0][0] < book.asks[0][0], 'the book is crossed');
  must((await exchange.watchTicker(inverse)).bid > 0, 'no bid');
  await exchange.watchTrades(inverse);
});
await step('option book arrives', () => exchange.watchOrderBook(option));
await step('ticker arrives', async () => must((await exchange.watchTicker(linear)).bid > 0, 'no bid'));
await step('option ticker arrives', () => exchange.watchTicker(option));
await step('trades arrive', () => exchange.watchTrades(linear));
await step('bars arrive', async () => {
  must((await exchange.watchOHLCV(linear, '1m')).length > 0, 'no bar on the stream');
  must((await exchange.fetchOHLCV(linear, '1m')).length > 0, 'no bar over REST');
  must((await exchange.fetchMarkOHLCV(linear, '1m')).length > 0, 'no bar of the mark');
});

follow(() => exchange.watchOrders(), (rows) => seen.orders.push(...rows));
follow(() => exchange.watchMyTrades(), (rows) => seen.trades.push(...rows));
follow(() => exchange.watchPositions(), () => seen.positions++);
follow(() => exchange.watchBalance(), () => seen.balances++);
const subscribed = () => Object.values(exchange.clients)
  .some((client) => client.url.includes('/v5/private') && Object.keys(client.subscriptions).length > 3);
await step('private topics are accepted', () => until('four private topics', subscribed));

const touch = await exchange.fetchTicker(linear);
const far = Number(exchange.priceToPrecision(linear, touch.bid * 0.992));
const statusSeen = (id, status) => () => seen.orders.some((row) => row.id === id && row.status === status);

await step('place, amend and cancel over REST', async () => {
  const order = await exchange.createOrder(linear, 'limit', 'buy', 0.01, far, { postOnly: true });
  await until('the order is open', statusSeen(order.id, 'open'));
  await exchange.editOrder(order.id, linear, 'limit', 'buy', 0.02, far);
  await until('the order is larger', () => seen.orders.some((row) => row.id === order.id && row.amount === 0.02));
  must((await exchange.fetchOpenOrders(linear)).length === 1, 'not one open order');
  await exchange.cancelOrder(order.id, linear);
  await until('the order is gone', statusSeen(order.id, 'canceled'));
});
await step('place, amend and cancel over the trade socket', async () => {
  const order = await exchange.createOrderWs(linear, 'limit', 'buy', 0.01, far);
  await exchange.editOrderWs(order.id, linear, 'limit', 'buy', 0.02, far);
  await exchange.cancelOrderWs(order.id, linear);
  await until('the order is gone', statusSeen(order.id, 'canceled'));
});
async function placeAmendAndCancel(symbol, price, amount, larger) {
  const order = await exchange.createOrder(symbol, 'limit', 'buy', amount, price, { postOnly: true });
  await until('the order is open', statusSeen(order.id, 'open'));
  await exchange.editOrder(order.id, symbol, 'limit', 'buy', larger, price);
  await until('the order is larger', () => seen.orders.some((row) => row.id === order.id && row.amount === larger));
  must((await exchange.fetchOpenOrders(symbol)).length === 1, 'not one open order');
  await exchange.cancelOrder(order.id, symbol);
  await until('the order is gone', statusSeen(order.id, 'canceled'));
}
await step('an inverse contract is placed, amended and cancelled', async () => {
  const bid = (await exchange.fetchTicker(inverse)).bid;
  await placeAmendAndCancel(inverse, Number(exchange.priceToPrecision(inverse, bid * 0.992)), 10, 20);
});
await step('an option is placed, amended and cancelled', async () => {
  const dear = Object.values(await exchange.fetchOptionChain('BTC'))
    .find((row) => row.symbol.includes('USDT:USDT') && row.askPrice > 500).symbol;
  await placeAmendAndCancel(dear, 5, 0.1, 0.2);
});
await step('an order that would take is cancelled', async () => {
  const high = Number(exchange.priceToPrecision(linear, touch.ask * 1.003));
  const order = await exchange.createOrder(linear, 'limit', 'buy', 0.01, high, { postOnly: true });
  await until('the order is gone', statusSeen(order.id, 'canceled'));
});
await step('every private topic arrives', async () => {
  await exchange.createOrder(linear, 'market', 'buy', 0.01);
  await until('a fill', () => seen.trades.length > 0);
  await until('a position', () => seen.positions > 0);
  await until('a balance', () => seen.balances > 0);
});
await step('stops are taken', async () => {
  const stop = Number(exchange.priceToPrecision(linear, touch.bid * 0.97));
  const order = await exchange.createOrder(linear, 'market', 'sell', 0.01, undefined, { stopLossPrice: stop });
  await exchange.cancelOrder(order.id, linear, { trigger: true });
});
await step('the pages behind a position are there', async () => {
  await exchange.createOrder(linear, 'market', 'sell', 0.01, undefined, { reduceOnly: true });
  await exchange.fetchPositionsHistory([linear]);
  must((await exchange.fetchMyTrades(linear)).length > 1, 'not two fills');
  must((await exchange.fetchLedger('USDT')).length > 1, 'not two rows in the ledger');
  await exchange.fetchPosition(linear);
  await exchange.fetchTradingFees();
  await exchange.fetchVolatilityHistory('BTC');
});
await step('batches are placed, amended and cancelled', async () => {
  const orders = [0, 1, 2].map((i) => ({
    symbol: linear, type: 'limit', side: 'buy', amount: 0.01, params: { postOnly: true },
    price: Number(exchange.priceToPrecision(linear, touch.bid * (0.98 - i / 1000))),
  }));
  const ids = (await exchange.createOrders(orders)).map((order) => order.id);
  await exchange.editOrders(orders.map((order, i) => ({ ...order, id: ids[i], amount: 0.02, params: {} })));
  await until('all three are larger', () =>
    ids.every((id) => seen.orders.some((row) => row.id === id && row.amount === 0.02)));
  await exchange.cancelOrders(ids, linear);
  await until('all three are gone', () => ids.every((id) => statusSeen(id, 'canceled')()));
});
await step('the pages behind the market are there', async () => {
  for (const depth of [1, 50, 200, 500, 1000])
    must((await exchange.fetchOrderBook(linear, depth)).bids.length > 0, 'no bid');
  must((await exchange.fetchOpenInterestHistory(linear, '5m')).length > 0, 'no open interest');
  must((await exchange.fetchMarketLeverageTiers(linear)).length > 1, 'not two tiers');
  must(Object.keys(await exchange.fetchOptionChain('BTC')).length > 100, 'no chain');
  must((await exchange.fetchGreeks(option)).impliedVolatility !== null, 'no Greeks');
  await exchange.fetchFundingRateHistory(linear);
  await exchange.fetchSettlementHistory(undefined, undefined, undefined, { type: 'option' });
  for (const params of [{}, { subType: 'inverse' }, { type: 'option' }])
    await exchange.fetchPositions(undefined, params);
});
await step('heartbeats are answered', async () => {
  const clients = Object.values(exchange.clients).filter((client) => client.url.includes('/v5/public/linear'));
  const before = clients.map((client) => client.lastPong ?? 0);
  await until('a pong', () => clients.every((client, index) => client.lastPong > before[index]));
});
await step('a wrong key is refused', async () => {
  const stranger = await openCcxt('nobody', 'nothing');
  try {
    await stranger.fetchBalance();
  } catch (error) {
    must(error instanceof ccxt.AuthenticationError, error.message);
    return;
  }
  throw new Error('it was let in');
});
finish();
