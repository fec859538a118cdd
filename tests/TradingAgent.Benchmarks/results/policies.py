"""The table of policies from the reports of `simulate`: python3 policies.py DIR, one JSON a policy."""
import json
import pathlib
import sys


def share(value, digits=1):
    return "-" if value is None else f"{100 * value:.{digits}f} %"


def kept(coins, greek):
    # The gate's own limits are far away: a row shows what the policy itself is to keep to.
    own = [coin[greek] for coin in coins if not (coin[greek]["tolerance"] or "").startswith("Limits.")]
    texts = [share(one["keptShare"]) for one in own]
    return "-" if all(text == "-" for text in texts) else " / ".join(texts)


def row(path):
    report = json.loads(path.read_text())
    coins = list(report["underlyings"].values())
    vols = " / ".join(share(coin["realisedVolatility"]) for coin in coins)
    if coins[0]["targetVolatility"] is not None:
        vols += " of " + " / ".join(share(coin["targetVolatility"]) for coin in coins)
    cap = report["scenarioCap"]
    worst = "-"
    if cap is not None:
        worst = f"{cap['worstLossUsd']:,.0f} of {cap['capUsd']:,.0f}, one order {cap['oneOrderUsd']:,.0f}"
    holds = "holds" if all(verdict["holds"] for verdict in report["verdicts"]) else "FAILS"
    cells = [
        path.stem, vols, share(report["maxDrawdownShare"]), worst, f"{report['costUsd']:,.0f}",
        f"{report['pnlUsd']:,.0f}", kept(coins, "delta"), kept(coins, "vega"), str(report["fills"]), holds,
    ]
    return "| " + " | ".join(cells) + " |"


HEAD = [
    "policy", "volatility, BTC / ETH", "drawdown", "worst loss of cap, USD", "cost, USD", "P&L, USD", "delta kept",
    "vega kept", "fills", "verdicts",
]
print("| " + " | ".join(HEAD) + " |")
print("|" + "---|" * len(HEAD))
for one in sorted(pathlib.Path(sys.argv[1]).glob("*.json")):
    print(row(one))
