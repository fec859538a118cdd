import ccxt from 'ccxt';
import { finish, follow, key, must, secret, step, until } from './steps.mjs';
import { openBinance } from './ccxt-open.mjs';

const symbol = 'BTC/USDT:USDT';
const exchange = await openBinance('binanceusdm', key, secret);
const seen = { orders: [], trades: [], positions: 0, balances: 0 };

await step('markets load', async () => {
  await exchange.loadMarkets();
  const markets = Object.values(exchange.markets);
  must(markets.some((market) => market.swap && market.linear), 'no perpetual');
  must(markets.some((market) => market.future && market.linear), 'no dated future');
});
await step('book arrives', async () => {
  const book = await exchange.watchOrderBook(symbol);
  must(book.bids[0][0] < book.asks[0][0], 'the book is crossed');
  const before = book.nonce;
  await until('the book moves on', () => exchange.orderbooks[symbol].nonce > before);
});
await step('ticker arrives', async () => must((await exchange.watchTicker(symbol)).last > 0, 'no last price'));
await step('touch arrives', async () => must((await exchange.watchBidsAsks([symbol]))[symbol].bid > 0, 'no bid'));
await step('mark price arrives', async () => must((await exchange.watchMarkPrice(symbol)).markPrice > 0, 'no mark'));
await step('trades arrive', () => exchange.watchTrades(symbol));
await step('bars arrive', async () => {
  must((await exchange.watchOHLCV(symbol, '1m')).length > 0, 'no bar on the stream');
  must((await exchange.fetchOHLCV(symbol, '1m')).length > 0, 'no bar over REST');
  must((await exchange.fetchMarkOHLCV(symbol, '1m')).length > 0, 'no bar of the mark');
});
await step('prices are readable', async () => {
  must((await exchange.fetchFundingRate(symbol)).fundingTimestamp > 0, 'no funding time');
  must((await exchange.fetchOpenInterest(symbol)).openInterestAmount > 0, 'no open interest');
  must((await exchange.fetchTickers())[symbol].last > 0, 'no tickers');
  must((await exchange.fetchTrades(symbol)).length > 0, 'no trades');
  must((await exchange.fetchOrderBook(symbol, 5)).bids.length === 5, 'not five bids');
});

follow(() => exchange.watchOrders(), (rows) => seen.orders.push(...rows.map((row) => ({ ...row }))));
follow(() => exchange.watchMyTrades(), (rows) => seen.trades.push(...rows));
follow(() => exchange.watchPositions(), () => seen.positions++);
follow(() => exchange.watchBalance(), () => seen.balances++);
await step('the user stream is open', () => until('a private connection', () => Object.values(exchange.clients)
  .some((client) => client.url.includes('/private/ws') && client.isConnected)));

const touch = await exchange.fetchBidsAsks([symbol]).then((rows) => rows[symbol]);
const far = Number(exchange.priceToPrecision(symbol, touch.bid * 0.992));
const statusSeen = (id, status) => () => seen.orders.some((row) => row.id === id && row.status === status);

await step('place, amend and cancel over REST', async () => {
  const order = await exchange.createOrder(symbol, 'limit', 'buy', 0.01, far, { postOnly: true });
  await until('the order is open', statusSeen(order.id, 'open'));
  await exchange.editOrder(order.id, symbol, 'limit', 'buy', 0.02, far);
  await until('the order is larger', () => seen.orders.some((row) => row.id === order.id && row.amount === 0.02));
  must((await exchange.fetchOpenOrders(symbol)).length === 1, 'not one open order');
  await exchange.cancelOrder(order.id, symbol);
  await until('the order is gone', statusSeen(order.id, 'canceled'));
  must((await exchange.fetchOrder(order.id, symbol)).status === 'canceled', 'REST does not say that it is gone');
});
await step('place, amend and cancel over the websocket interface', async () => {
  const order = await exchange.createOrderWs(symbol, 'limit', 'buy', 0.01, far);
  await exchange.editOrderWs(order.id, symbol, 'limit', 'buy', 0.02, far);
  must((await exchange.fetchOrderWs(order.id, symbol)).amount === 0.02, 'the order is not larger');
  await exchange.cancelOrderWs(order.id, symbol);
  await until('the order is gone', statusSeen(order.id, 'canceled'));
  must((await exchange.fetchBalanceWs()).USDT.total > 0, 'no balance');
  await exchange.fetchPositionsWs();
});
await step('batches are answered item by item', async () => {
  const rows = await exchange.createOrders([
    { symbol, type: 'limit', side: 'buy', amount: 0.01, price: far },
    { symbol, type: 'limit', side: 'buy', amount: 0.011, price: far },
  ]);
  must(rows.length === 2 && rows[0].id, JSON.stringify(rows));
  await exchange.cancelOrders(rows.map((row) => row.id), symbol);
  must((await exchange.fetchOpenOrders(symbol)).length === 0, 'something is left');
});
await step('an order that would take is refused at once', async () => {
  const high = Number(exchange.priceToPrecision(symbol, touch.ask * 1.003));
  try {
    await exchange.createOrder(symbol, 'limit', 'buy', 0.01, high, { postOnly: true });
  } catch (error) {
    must(error.message.includes('-5022'), error.message);
    return;
  }
  throw new Error('it was taken');
});
await step('every private event arrives', async () => {
  await exchange.createOrder(symbol, 'market', 'buy', 0.01);
  await until('a fill', () => seen.trades.length > 0);
  await until('a position', () => seen.positions > 0);
  await until('a balance', () => seen.balances > 0);
  must((await exchange.fetchPositions([symbol]))[0].contracts === 0.01, 'no position over REST');
});
await step('the pages behind a position are there', async () => {
  await exchange.createOrder(symbol, 'market', 'sell', 0.01, undefined, { reduceOnly: true });
  must((await exchange.fetchMyTrades(symbol)).length > 1, 'not two fills');
  must((await exchange.fetchLedger('USDT')).length > 1, 'not two rows in the ledger');
  must((await exchange.fetchBalance()).USDT.total > 0, 'no balance');
  await exchange.setLeverage(5, symbol);
  await exchange.fetchLeverageTiers([symbol]);
  await exchange.fetchTradingFee(symbol);
});
await step('heartbeats are answered', async () => {
  const clients = Object.values(exchange.clients).filter((client) => client.url.includes('/public/ws'));
  const before = clients.map((client) => client.lastPong ?? 0);
  await until('a pong', () => clients.every((client, index) => client.lastPong > before[index]));
});
await step('a wrong key is refused', async () => {
  const stranger = await openBinance('binanceusdm', 'nobody', 'nothing');
  try {
    await stranger.fetchBalance();
  } catch (error) {
    must(error instanceof ccxt.AuthenticationError, error.message);
    return;
  }
  throw new Error('it was let in');
});
finish();
