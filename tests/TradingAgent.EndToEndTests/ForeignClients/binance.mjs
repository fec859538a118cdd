import { createRequire } from 'node:module';
import { base, finish, key, must, pause, secret, socketBase, step, until } from './steps.mjs';

const { USDMClient, WebsocketAPIClient, WebsocketClient } = createRequire(import.meta.url)('binance');
const symbol = 'BTCUSDT';
const quiet = { trace() {}, info() {}, error() {} };
const rest = new USDMClient({ api_key: key, api_secret: secret, baseUrl: base });
const counts = {};
const orders = [];
let reconnects = 0;

const stream = (keys = {}) => {
  const client = new WebsocketClient(
    { ...keys, wsUrl: socketBase, pingInterval: 1_000, pongTimeout: 900, restOptions: { baseUrl: base } }, quiet);
  client.on('message', (frame) => {
    const data = frame.data ?? frame;
    const name = Array.isArray(data) ? data[0].e : data.e;
    counts[name] = (counts[name] ?? 0) + 1;
    if (name === 'ORDER_TRADE_UPDATE') orders.push(data.o);
  });
  client.on('reconnecting', () => reconnects++);
  client.on('exception', () => {});
  return client;
};

await step('markets load', async () => {
  const { symbols } = await rest.getExchangeInfo();
  must(symbols.some((row) => row.symbol === symbol && row.contractType === 'PERPETUAL'), 'no perpetual');
});

const market = stream();
market.subscribe(['btcusdt@bookTicker', 'btcusdt@depth@100ms', 'btcusdt@depth5@100ms', 'btcusdt@trade'], 'usdmPublic');
market.subscribe(
  ['btcusdt@aggTrade', 'btcusdt@markPrice@1s', 'btcusdt@kline_1m', 'btcusdt@ticker', '!miniTicker@arr'], 'usdmMarket');
const user = stream({ api_key: key, api_secret: secret });
await step('the user stream is open', () => user.subscribeUsdFuturesUserDataStream());

await step('subscriptions deliver', () => until('every stream', () => [
  'bookTicker', 'depthUpdate', 'trade', 'aggTrade', 'markPriceUpdate', 'kline', '24hrTicker', '24hrMiniTicker',
].every((name) => counts[name] > 0)));

const touch = await step('prices are readable', async () => {
  await rest.getMarkPrice({ symbol });
  await rest.getOrderBook({ symbol, limit: 5 });
  await rest.getRecentTrades({ symbol });
  await rest.getKlines({ symbol, interval: '1m' });
  return rest.getSymbolOrderBookTicker({ symbol });
});
const price = (Number(touch.bidPrice) * 0.992).toFixed(1);
const order = (newClientOrderId) => ({
  symbol, side: 'BUY', type: 'LIMIT', quantity: '0.010', price, timeInForce: 'GTX', newClientOrderId,
});
const hasStatus = (id, status) => () => orders.some((row) => row.c === id && row.X === status);

await step('place, amend and cancel over REST', async () => {
  const id = rest.generateNewOrderId?.() ?? 'x-15PC4ZJy-rest-1';
  await rest.submitNewOrder(order(id));
  await until('the order is new', hasStatus(id, 'NEW'));
  await rest.modifyOrder({ symbol, side: 'BUY', origClientOrderId: id, quantity: '0.020', price });
  await until('the order is larger', () => orders.some((row) => row.c === id && row.x === 'AMENDMENT'));
  must(Number((await rest.getOrder({ symbol, origClientOrderId: id })).origQty) === 0.02, 'not larger over REST');
  await rest.cancelOrder({ symbol, origClientOrderId: id });
  await until('the order is gone', hasStatus(id, 'CANCELED'));
});
await step('batches are answered item by item', async () => {
  const reply = await rest.submitMultipleOrders([
    { ...order('x-15PC4ZJy-batch-1') }, { ...order('x-15PC4ZJy-batch-2'), quantity: '0' }]);
  must(reply[0].status === 'NEW' && reply[1].code < 0, JSON.stringify(reply));
  await rest.cancelAllOpenOrders({ symbol });
  must((await rest.getAllOpenOrders({ symbol })).length === 0, 'something is left');
});
const trade = new WebsocketAPIClient({ api_key: key, api_secret: secret, wsUrl: socketBase }, quiet);
await step('place, amend and cancel over the websocket interface', async () => {
  const id = 'x-15PC4ZJy-ws-1';
  await trade.submitNewFuturesOrder('usdm', { ...order(id), timestamp: Date.now() });
  await trade.modifyFuturesOrder('usdm', {
    symbol, side: 'BUY', origClientOrderId: id, quantity: '0.020', price, timestamp: Date.now() });
  await trade.cancelFuturesOrder('usdm', { symbol, origClientOrderId: id, timestamp: Date.now() });
  await until('the order is gone', hasStatus(id, 'CANCELED'));
});
await step('every private event arrives', async () => {
  await rest.submitNewOrder({ symbol, side: 'BUY', type: 'MARKET', quantity: '0.010', newOrderRespType: 'RESULT' });
  await until('fill, position and short form', () =>
    ['ORDER_TRADE_UPDATE', 'ACCOUNT_UPDATE', 'TRADE_LITE'].every((name) => counts[name] > 0));
  await rest.setLeverage({ symbol, leverage: 7 });
  await until('the setting', () => counts.ACCOUNT_CONFIG_UPDATE > 0);
});
await step('account pages are there', async () => {
  must((await rest.getPositionsV3({ symbol })).length === 1, 'not one position');
  await rest.getBalanceV3();
  await rest.getAccountInformationV3();
  await rest.getIncomeHistory();
  await rest.getAccountTrades({ symbol });
  await rest.getNotionalAndLeverageBrackets({ symbol });
  await rest.setCancelOrdersOnTimeout({ symbol, countdownTime: 0 });
});
await step('heartbeats are answered', async () => {
  await pause(2_500);
  must(reconnects === 0, `${reconnects} reconnects`);
});
await step('a wrong key is refused', async () => {
  const stranger = new USDMClient({ api_key: 'nobody', api_secret: 'nothing', baseUrl: base });
  const reply = await stranger.getBalance().catch((error) => error);
  must(reply.code === -2015 || reply.body?.code === -2015, JSON.stringify(reply));
});
finish();
