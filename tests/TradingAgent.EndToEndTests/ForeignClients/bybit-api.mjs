import { RestClientV5, WebsocketAPIClient, WebsocketClient } from 'bybit-api';
import { base, finish, key, must, pause, secret, socketBase, step, until } from './steps.mjs';

const symbol = 'BTCUSDT';
const quiet = { trace() {}, info() {}, error() {} };
const rest = new RestClientV5({ key, secret, baseUrl: base });
const counts = {};
const orders = [];
let reconnects = 0;

const good = (reply) => {
  must(reply.retCode === 0, `${reply.retCode} ${reply.retMsg}`);
  return reply.result ?? reply.data;
};

function stream(path, topics, category, keys = {}) {
  const client = new WebsocketClient(
    { ...keys, market: 'v5', wsUrl: socketBase + path, pingInterval: 1_000, pongTimeout: 900 }, quiet);
  client.on('update', (frame) => {
    counts[frame.topic] = (counts[frame.topic] ?? 0) + 1;
    if (frame.topic === 'order') orders.push(...frame.data);
  });
  client.on('reconnect', () => reconnects++);
  client.on('exception', () => {});
  client.subscribeV5(topics, category);
}

const instruments = await step('markets load', async () => {
  good(await rest.getInstrumentsInfo({ category: 'linear', limit: 1000 }));
  good(await rest.getInstrumentsInfo({ category: 'inverse' }));
  return good(await rest.getInstrumentsInfo({ category: 'option', baseCoin: 'BTC' })).list;
});
const option = instruments[0].symbol;

stream('/v5/public/linear', [`orderbook.50.${symbol}`, `orderbook.1.${symbol}`, `tickers.${symbol}`,
  `publicTrade.${symbol}`, `kline.1.${symbol}`, `priceLimit.${symbol}`], 'linear');
stream('/v5/public/option', [`orderbook.25.${option}`, `tickers.${option}`], 'option');
stream('/v5/public/inverse', ['orderbook.50.BTCUSD', 'tickers.BTCUSD', 'publicTrade.BTCUSD'], 'inverse');
stream('/v5/private', ['order', 'execution', 'position', 'wallet', 'greeks'], 'linear', { key, secret });

await step('subscriptions deliver', () => until('every public topic', () => [
  `orderbook.50.${symbol}`, `orderbook.1.${symbol}`, `tickers.${symbol}`, `publicTrade.${symbol}`,
  `kline.1.${symbol}`, `priceLimit.${symbol}`, `orderbook.25.${option}`, `tickers.${option}`,
  'orderbook.50.BTCUSD', 'tickers.BTCUSD', 'publicTrade.BTCUSD',
].every((topic) => counts[topic] > 0)));

const ticker = await step('prices are readable', async () =>
  good(await rest.getTickers({ category: 'linear', symbol })).list[0]);
const price = (Number(ticker.bid1Price) * 0.992).toFixed(1);
const order = (link) => ({
  category: 'linear', symbol, side: 'Buy', orderType: 'Limit', qty: '0.01', price, timeInForce: 'PostOnly',
  orderLinkId: link,
});
const hasStatus = (link, status) => () =>
  orders.some((row) => row.orderLinkId === link && row.orderStatus === status);

await step('place, amend and cancel over REST', async () => {
  good(await rest.submitOrder(order('rest-1')));
  await until('the order is new', hasStatus('rest-1', 'New'));
  good(await rest.amendOrder({ category: 'linear', symbol, orderLinkId: 'rest-1', qty: '0.02' }));
  good(await rest.cancelOrder({ category: 'linear', symbol, orderLinkId: 'rest-1' }));
  await until('the order is gone', hasStatus('rest-1', 'Cancelled'));
});
async function placeAmendAndCancel(fields, larger) {
  const { category, symbol, orderLinkId } = fields;
  good(await rest.submitOrder({ side: 'Buy', orderType: 'Limit', timeInForce: 'PostOnly', ...fields }));
  await until('the order is new', hasStatus(orderLinkId, 'New'));
  good(await rest.amendOrder({ category, symbol, orderLinkId, qty: larger }));
  await until('the order is larger', () =>
    orders.some((row) => row.orderLinkId === orderLinkId && Number(row.qty) === Number(larger)));
  good(await rest.cancelOrder({ category, symbol, orderLinkId }));
  await until('the order is gone', hasStatus(orderLinkId, 'Cancelled'));
}
await step('an inverse contract is placed, amended and cancelled', async () => {
  const [{ bid1Price }] = good(await rest.getTickers({ category: 'inverse', symbol: 'BTCUSD' })).list;
  await placeAmendAndCancel({
    category: 'inverse', symbol: 'BTCUSD', qty: '10', price: (Math.floor(Number(bid1Price) * 1.984) / 2).toFixed(1),
    orderLinkId: 'inverse-1',
  }, '20');
});
await step('an option is placed, amended, cancelled and bought, and its Greeks are told', async () => {
  const chain = good(await rest.getTickers({ category: 'option', baseCoin: 'BTC' })).list;
  const dear = chain.find((row) => row.symbol.endsWith('-USDT') && Number(row.ask1Price) > 500).symbol;
  await placeAmendAndCancel(
    { category: 'option', symbol: dear, qty: '0.1', price: '5', orderLinkId: 'option-1' }, '0.2');
  good(await rest.submitOrder({
    category: 'option', symbol: dear, side: 'Buy', orderType: 'Market', qty: '0.01', orderLinkId: 'option-2' }));
  await until('Greeks', () => counts.greeks > 0);
});
await step('batches are answered item by item', async () => {
  const reply = await rest.batchSubmitOrders('linear', [order('batch-1'), { ...order('batch-2'), qty: 'x' }]);
  must(reply.retCode === 0, reply.retMsg);
  must(reply.retExtInfo.list.map((item) => item.code).join() === '0,10001', JSON.stringify(reply.retExtInfo));
  good(await rest.cancelAllOrders({ category: 'linear', symbol }));
});
const trade = new WebsocketAPIClient({ key, secret, wsUrl: `${socketBase}/v5/trade` }, quiet);
await step('place, amend and cancel over the trade socket', async () => {
  good(await trade.submitNewOrder(order('ws-1')));
  good(await trade.amendOrder({ category: 'linear', symbol, orderLinkId: 'ws-1', qty: '0.02' }));
  good(await trade.cancelOrder({ category: 'linear', symbol, orderLinkId: 'ws-1' }));
  await until('the order is gone', hasStatus('ws-1', 'Cancelled'));
});
await step('every private topic arrives', async () => {
  good(await rest.submitOrder({ category: 'linear', symbol, side: 'Buy', orderType: 'Market', qty: '0.01' }));
  await until('all four', () => ['order', 'execution', 'position', 'wallet'].every((topic) => counts[topic] > 0));
});
await step('stops of a position are set', async () => {
  const stopLoss = (Number(ticker.bid1Price) * 0.97).toFixed(1);
  good(await rest.setTradingStop({ category: 'linear', symbol, positionIdx: 0, stopLoss }));
  good(await rest.setTradingStop({ category: 'linear', symbol, positionIdx: 0, stopLoss: '0' }));
  good(await rest.getClosedPnL({ category: 'linear', symbol }));
});
await step('heartbeats are answered', async () => {
  await pause(2_500);
  must(reconnects === 0, `${reconnects} reconnects`);
});
await step('a wrong key is refused', async () => {
  const stranger = new RestClientV5({ key: 'nobody', secret: 'nothing', baseUrl: base });
  const reply = await stranger.getWalletBalance({ accountType: 'UNIFIED' }).catch((error) => error);
  must((reply.retCode ?? reply.body?.retCode) === 10003, JSON.stringify(reply));
});
finish();
