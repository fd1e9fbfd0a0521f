"""M/M/c in SimPy (Debian python3-simpy3): requests a second of CPU time, beside `CostSim.Benchmarks capacity`.

python3 queue.py [customers] [lambda] [mean service] [servers]
"""
import random
import sys
import time

import simpy


def main(customers=200_000, rate=5.0, service=1.6, servers=10):
    chance = random.Random(42)
    env = simpy.Environment()
    pool = simpy.Resource(env, capacity=servers)
    waits = []

    def customer():
        arrived = env.now
        with pool.request() as place:
            yield place
            waits.append(env.now - arrived)
            yield env.timeout(chance.expovariate(1 / service))

    def arrivals():
        for _ in range(customers):
            yield env.timeout(chance.expovariate(rate))
            env.process(customer())

    env.process(arrivals())
    before = time.process_time()
    env.run()
    seconds = time.process_time() - before
    print(f"simpy {simpy.__version__}: {customers:,} customers in {seconds:.2f} s of CPU time, {customers / seconds:,.0f} a second; mean wait {sum(waits) / len(waits):.4f} s")


if __name__ == "__main__":
    main(*[kind(given) for kind, given in zip((int, float, float, int), sys.argv[1:])])
