// rosterd_sim: client, executor, state, schedule and sandbox in one process on virtual time.
//   rosterd_sim --seed 7             plays one seed and prints what happened
//   rosterd_sim --from 1 --seeds 2000  plays many and prints how often which trouble struck
//   rosterd_sim --from 1 --seeds 20 --twice  plays each twice: the traces must be equal
#include <cstdio>
#include <iostream>

#include <CLI/CLI.hpp>

#include "tests/sim/story.hpp"

namespace
{

using rosterd::sim::Outcome;

void print(std::uint64_t seed, const Outcome& outcome)
{
    for (const std::string& fault : outcome.faults) {
        std::cout << "seed " << seed << ": " << fault << "\n";
    }
}

int play_one(std::uint64_t seed)
{
    const Outcome outcome = rosterd::sim::play(seed, true);
    std::cout << outcome.trace;
    print(seed, outcome);
    std::cout << (outcome.faults.empty() ? "every law was kept\n" : "");
    return outcome.faults.empty() ? 0 : 1;
}

int play_many(std::uint64_t from, std::uint64_t seeds, bool twice)
{
    rosterd::sim::Coverage struck;
    std::int64_t lives = 0, writes = 0;
    std::uint64_t broken = 0;
    for (std::uint64_t seed = from; seed < from + seeds; ++seed) {
        Outcome outcome = rosterd::sim::play(seed, twice);
        if (twice && rosterd::sim::play(seed, true).trace != outcome.trace) {
            outcome.faults.emplace_back("a second play went another way");
        }
        print(seed, outcome);
        broken += outcome.faults.empty() ? 0 : 1;
        struck.add(outcome.struck);
        lives += outcome.lives;
        writes += outcome.writes;
    }
    std::cout << "trouble                   struck\n";
    for (std::size_t i = 0; i < rosterd::sim::kFaults; ++i) {
        std::printf("%-24s %8lld\n", std::string{rosterd::sim::kFaultNames[i]}.c_str(),
                    static_cast<long long>(struck.of(static_cast<rosterd::sim::Fault>(i))));
        broken += struck.of(static_cast<rosterd::sim::Fault>(i)) == 0 && seeds >= 500 ? 1 : 0;
    }
    std::cout << seeds << " seeds, " << lives << " processes, " << writes << " changes; "
              << (broken == 0 ? "every law was kept" : std::to_string(broken) + " FAULTY") << "\n";
    return broken == 0 ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    CLI::App app{"plays rosterd against its sandbox on virtual time, with everything going wrong"};
    std::optional<std::uint64_t> seed;
    std::uint64_t from = 1;
    std::uint64_t seeds = 100;
    bool twice = false;
    app.add_option("--seed", seed, "play this one and print what happened");
    app.add_option("--from", from, "the first of many seeds");
    app.add_option("--seeds", seeds, "how many");
    app.add_flag("--twice", twice, "play each twice and compare the traces");
    CLI11_PARSE(app, argc, argv);
    return seed ? play_one(*seed) : play_many(from, seeds, twice);
}
