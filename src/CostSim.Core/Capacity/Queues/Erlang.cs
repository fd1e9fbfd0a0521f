using CostSim.Randomness;

namespace CostSim.Capacity.Queues;

/// <summary>Erlang's formulas for c servers under an offered load of a = arrivals times mean service.</summary>
internal static class Erlang
{
    /// <summary>Share of customers who find all servers busy and leave, by the recursion B(k) = a B(k-1) / (k + a B(k-1)).</summary>
    public static double B(double load, int servers)
    {
        var blocked = 1.0;
        for (var k = 1; k <= servers; k++)
            blocked = load * blocked / (k + (load * blocked));
        return blocked;
    }

    /// <summary>Share of customers who wait where all may wait; 1 where the load is not below the servers.</summary>
    public static double C(double load, int servers)
    {
        if (load >= servers)
            return 1;
        var blocked = B(load, servers);
        return blocked / (1 - (load / servers * (1 - blocked)));
    }

    /// <summary>Share served within a time: 1 - C exp(-(c mu - lambda) t).</summary>
    public static double Within(double lambda, double mu, int servers, double seconds) => lambda >= servers * mu
        ? 0
        : 1 - (C(lambda / mu, servers) * Elementary.Exp(-((servers * mu) - lambda) * seconds));

    /// <summary>The smallest number of servers that serve a share of the customers within a time.</summary>
    public static int Servers(double lambda, double mu, double share, double seconds)
    {
        var servers = (int)Math.Floor(lambda / mu) + 1;
        while (Within(lambda, mu, servers, seconds) < share)
            servers++;
        return servers;
    }

    /// <summary>
    /// The point below which a share of the waits lies, where a part of the customers waits exponentially and the others not at all.
    /// </summary>
    public static double Quantile(double waiting, double rate, double share) =>
        waiting <= 1 - share ? 0 : Elementary.Log(waiting / (1 - share)) / rate;
}
