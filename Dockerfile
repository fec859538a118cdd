# Build with the SDK, run on a runtime image without shell or package manager. The build context is the repository.
ARG DOTNET=10.0
FROM mcr.microsoft.com/dotnet/sdk:${DOTNET} AS build
# The optional client of the venues (src/TradingAgent.Venues.CryptoExchangeNet): --build-arg WITH_CRYPTOEXCHANGENET=true,
# where the package source has its packages.
ARG WITH_CRYPTOEXCHANGENET=false
# One more exchange through it, beside the other argument: --build-arg WITH_HYPERLIQUID=true.
ARG WITH_HYPERLIQUID=false
WORKDIR /source

# Project files first: packages are restored again only when these change.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.core.txt .editorconfig ./
COPY src/TradingAgent.Domain/*.csproj src/TradingAgent.Domain/packages.lock.json src/TradingAgent.Domain/
COPY src/TradingAgent.Quant/*.csproj src/TradingAgent.Quant/packages.lock.json src/TradingAgent.Quant/
COPY src/TradingAgent.Engine/*.csproj src/TradingAgent.Engine/packages.lock.json src/TradingAgent.Engine/
COPY src/TradingAgent.Exchange/*.csproj src/TradingAgent.Exchange/packages.lock.json src/TradingAgent.Exchange/
COPY src/TradingAgent.ExchangeServer/*.csproj src/TradingAgent.ExchangeServer/packages.lock.json src/TradingAgent.ExchangeServer/
COPY src/TradingAgent.Venues/*.csproj src/TradingAgent.Venues/packages.lock.json src/TradingAgent.Venues/
COPY src/TradingAgent.Venues.Bybit/*.csproj src/TradingAgent.Venues.Bybit/packages.lock.json src/TradingAgent.Venues.Bybit/
COPY src/TradingAgent.Venues.Binance/*.csproj src/TradingAgent.Venues.Binance/packages.lock.json src/TradingAgent.Venues.Binance/
COPY src/TradingAgent.Venues.CryptoExchangeNet/*.csproj src/TradingAgent.Venues.CryptoExchangeNet/
COPY src/TradingAgent.Runtime/*.csproj src/TradingAgent.Runtime/packages.lock.json src/TradingAgent.Runtime/
COPY src/TradingAgent.Simulation/*.csproj src/TradingAgent.Simulation/packages.lock.json src/TradingAgent.Simulation/
COPY src/TradingAgent.Host/*.csproj src/TradingAgent.Host/packages.lock.json src/TradingAgent.Host/
# The optional library is not locked: what it restores is not the same everywhere.
RUN if [ "${WITH_CRYPTOEXCHANGENET}" = true ]; then restore="-p:WithCryptoExchangeNet=true -p:WithHyperLiquid=${WITH_HYPERLIQUID}"; \
    else restore=--locked-mode; fi \
    && dotnet restore $restore src/TradingAgent.Host/TradingAgent.Host.csproj

COPY config/ config/
COPY src/ src/
# Symbols stay in: a stack trace without line numbers is worth little at three in the morning.
RUN dotnet publish src/TradingAgent.Host/TradingAgent.Host.csproj -c Release --no-restore -o /app \
        -p:WithCryptoExchangeNet=${WITH_CRYPTOEXCHANGENET} -p:WithHyperLiquid=${WITH_HYPERLIQUID} \
    && mkdir /data

FROM mcr.microsoft.com/dotnet/aspnet:${DOTNET}-noble-chiseled
# Diagnostics would write a socket to /tmp; a trading container offers no such door.
# Inline completions: a received frame is decoded on the thread that polled the socket, without waking another.
ENV DOTNET_EnableDiagnostics=0 \
    DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS=1 \
    DOTNET_gcServer=0 \
    DOTNET_RUNNING_IN_CONTAINER=true
# The program belongs to root: the user it runs as cannot change it, read-only root or not.
COPY --from=build --chown=0:0 /app /app
COPY --from=build --chown=1654:1654 /data /data
WORKDIR /app
# The runtime image's own unprivileged user, by number so that «runAsNonRoot» rules can be checked.
USER 1654:1654
VOLUME /data
# Asks the agent itself: no curl in the image. The exchange container asks for its time instead (docker-compose.yml).
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 CMD ["./trading-agent", "health"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["./trading-agent"]
CMD ["run", "--data", "/data"]
