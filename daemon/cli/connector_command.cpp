// connector test: whether a definition comes out as recorded.
#include <algorithm>
#include <filesystem>
#include <iostream>

#include "connectors/rest/rehearsal.hpp"
#include "connectors/rest/tools.hpp"
#include "daemon/cli/connector_commands.hpp"
#include "daemon/cli/exit.hpp"

namespace rosterd::cli
{

namespace
{

namespace fs = std::filesystem;
using model::Json;

struct Played {
    std::string file;
    std::vector<std::string> problems;
};

std::vector<fs::path> recordings_in(const fs::path& folder)
{
    std::vector<fs::path> files;
    std::error_code none; // a folder that is not there has none
    for (const auto& entry : fs::directory_iterator{folder, none}) {
        if (entry.path().extension() == ".yaml") {
            files.push_back(entry.path());
        }
    }
    std::ranges::sort(files);
    return files;
}

// As recorded, and then with each request in turn going wrong.
Played play(const std::shared_ptr<rest::Definition>& definition, const fs::path& file,
            rest::Faults& faults)
{
    const std::size_t before = faults.size();
    const rest::Recording recording = rest::load_recording(file.string(), faults);
    if (faults.size() > before) {
        return {};
    }
    Played played{file.string(), rest::problems_of(definition, recording)};
    if (!recording.expect.error) {
        std::ranges::move(rest::problems_when_broken(definition, recording),
                          std::back_inserter(played.problems));
    }
    return played;
}

void print_text(const std::vector<Played>& all)
{
    for (const Played& one : all) {
        std::cout << (one.problems.empty() ? "ok    " : "WRONG ") << one.file << "\n";
        for (const std::string& problem : one.problems) {
            std::cout << "    " << problem << "\n";
        }
    }
}

} // namespace

int connector_test(const Globals& globals, const ConnectorTestArguments& arguments)
{
    const fs::path file{arguments.file};
    const fs::path folder = arguments.recordings.empty()
                                ? file.parent_path() / "recordings" / file.stem()
                                : fs::path{arguments.recordings};
    rest::Faults faults;
    const auto definition = rest::load_definition(arguments.file, faults);
    std::vector<Played> all;
    if (faults.empty()) {
        for (const fs::path& recording : recordings_in(folder)) {
            all.push_back(play(definition, recording, faults));
        }
    }
    if (!faults.empty()) {
        std::cerr << rest::to_string(faults);
        return exit_config;
    }
    if (all.empty()) {
        std::cerr << "rosterd: there is no recording in " << folder.string()
                  << "\n    connectors/rest/README.md says how one is written; --recordings names "
                     "another folder\n";
        return exit_usage;
    }
    Json json = Json::array();
    for (const Played& one : all) {
        json.push_back({{"recording", one.file}, {"problems", one.problems}});
    }
    if (globals.json) {
        print_json({{"recordings", json}});
    } else {
        print_text(all);
    }
    const bool right =
        std::ranges::all_of(all, [](const Played& one) { return one.problems.empty(); });
    return right ? exit_done : exit_changes;
}

} // namespace rosterd::cli
