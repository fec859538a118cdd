Console.WriteLine("trading-agent");
