// The library unmodified but for its addresses.
import ccxt from 'ccxt';
import { base, socketBase } from './steps.mjs';

export async function openCcxt(apiKey, apiSecret) {
  const exchange = new ccxt.pro.bybit({ apiKey, secret: apiSecret, enableRateLimit: false });
  const { api } = exchange.urls;
  for (const name of Object.keys(api)) if (typeof api[name] === 'string') api[name] = base;
  const at = (path) => socketBase + path;
  api.ws = {
    public: {
      spot: at('/v5/public/spot'),
      linear: at('/v5/public/linear'),
      inverse: at('/v5/public/inverse'),
      option: at('/v5/public/option'),
    },
    private: {
      spot: { unified: at('/v5/private'), nonUnified: at('/v5/private') },
      contract: at('/v5/private'),
      usdc: at('/v5/private'),
      trade: at('/v5/trade'),
    },
  };
  exchange.streaming.keepAlive = 1_000;
  await exchange.loadHttpProxyAgent();
  return exchange;
}

// Every address of the library keeps its path and gets our host.
export async function openBinance(name, apiKey, secret, options = {}) {
  const exchange = new ccxt.pro[name]({ apiKey, secret, enableRateLimit: false, options });
  const { api } = exchange.urls;
  const move = (urls, to) => {
    for (const [key, url] of Object.entries(urls)) if (typeof url === 'string') urls[key] = to + new URL(url).pathname;
  };
  move(api, base);
  move(api.ws, socketBase);
  move(api.ws['ws-api'], socketBase);
  exchange.streaming.keepAlive = 1_000;
  await exchange.loadHttpProxyAgent();
  return exchange;
}
