global using TradingAgent.Domain.Commands;
global using TradingAgent.Domain.Events;
global using TradingAgent.Domain.Identity;
global using TradingAgent.Domain.Instruments;
global using TradingAgent.Domain.Numbers;
global using TradingAgent.Domain.Orders;
global using TradingAgent.Domain.Time;
