return await CostSim.Cli.App.RunAsync(args, Console.Out, Console.Error);
