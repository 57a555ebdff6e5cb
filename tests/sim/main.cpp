// rosterd_sim: client, executor, state, schedule and sandbox in one process on virtual time.
//   rosterd_sim --seed 7             plays one seed and prints what happened
//   rosterd_sim --from 1 --seeds 2000  plays many and prints how often which trouble struck
//   rosterd_sim --from 1 --seeds 20 --twice  plays each twice: the traces must be equal
#include <fstream>
#include <iomanip>
#include <iostream>
#include <map>
#include <sstream>

#include <CLI/CLI.hpp>

#include "tests/sim/story.hpp"

namespace
{

using rosterd::model::OperationKind;
using rosterd::sim::Outcome;

constexpr std::uint64_t kEnough = 500; // seeds in which everything has to happen

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

// What many seeds came to.
struct Table {
    rosterd::sim::Coverage struck;
    std::map<OperationKind, std::int64_t> done;
    std::int64_t lives = 0, writes = 0;

    void add(const Outcome& outcome)
    {
        struck.add(outcome.struck);
        for (const auto& [kind, times] : outcome.done) {
            done[kind] += times;
        }
        lives += outcome.lives;
        writes += outcome.writes;
    }
};

// How often which trouble struck and which operation was carried out; answers how many never were.
std::uint64_t write(std::ostream& out, const Table& table)
{
    std::uint64_t never = 0;
    const auto line = [&](std::string_view name, std::int64_t times) {
        out << std::left << std::setw(28) << name << std::right << std::setw(10) << times << "\n";
        never += times == 0 ? 1 : 0;
    };
    out << "trouble                         struck\n";
    for (std::size_t i = 0; i < rosterd::sim::kFaults; ++i) {
        line(rosterd::sim::kFaultNames[i], table.struck.of(static_cast<rosterd::sim::Fault>(i)));
    }
    out << "operation                         done\n";
    for (const OperationKind kind :
         {OperationKind::department_create, OperationKind::department_update,
          OperationKind::department_delete, OperationKind::user_create, OperationKind::user_update,
          OperationKind::user_delete, OperationKind::role_create, OperationKind::role_grant,
          OperationKind::role_revoke, OperationKind::attendance_add,
          OperationKind::attendance_remove}) {
        const auto found = table.done.find(kind);
        line(rosterd::model::to_string(kind), found == table.done.end() ? 0 : found->second);
    }
    return never;
}

// With `file` the table also goes there: ctest keeps what a test prints to itself if it passes.
int play_many(std::uint64_t from, std::uint64_t seeds, bool twice, const std::string& file)
{
    Table table;
    std::uint64_t broken = 0;
    for (std::uint64_t seed = from; seed < from + seeds; ++seed) {
        Outcome outcome = rosterd::sim::play(seed, twice);
        if (twice && rosterd::sim::play(seed, true).trace != outcome.trace) {
            outcome.faults.emplace_back("a second play went another way");
        }
        print(seed, outcome);
        broken += outcome.faults.empty() ? 0 : 1;
        table.add(outcome);
    }
    const std::uint64_t never = write(std::cout, table);
    broken += seeds >= kEnough ? never : 0;
    std::ostringstream verdict;
    verdict << seeds << " seeds from " << from << ", " << table.lives << " processes, "
            << table.writes << " changes; "
            << (broken == 0 ? "every law was kept" : std::to_string(broken) + " FAULTY") << "\n";
    std::cout << verdict.str();
    if (!file.empty()) {
        std::ofstream out{file};
        write(out, table);
        out << verdict.str();
    }
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
    std::string table;
    app.add_option("--seed", seed, "play this one and print what happened");
    app.add_option("--from", from, "the first of many seeds");
    app.add_option("--seeds", seeds, "how many");
    app.add_flag("--twice", twice, "play each twice and compare the traces");
    app.add_option("--table", table, "write what happened how often to this file, too");
    CLI11_PARSE(app, argc, argv);
    return seed ? play_one(*seed) : play_many(from, seeds, twice, table);
}
