// connector record: the real HRIS's answers as a recording that keeps nobody's data.
#include <cerrno>
#include <filesystem>
#include <iostream>

#include <fcntl.h>
#include <unistd.h>

#include "connectors/rest/rehearsal.hpp"
#include "connectors/rest/settings.hpp"
#include "connectors/rest/tools.hpp"
#include "core/model/time.hpp"
#include "daemon/cli/connector_commands.hpp"
#include "daemon/cli/exit.hpp"

namespace rosterd::cli
{

namespace
{

namespace fs = std::filesystem;
using model::ErrorKind;
using Watermarks = std::vector<std::pair<std::string, std::string>>;

// "people=2026-05-01" or a time or a token; without a name, of the people.
Watermarks watermarks_of(const std::vector<std::string>& since)
{
    Watermarks out;
    for (const std::string& word : since) {
        const auto equals = word.find('=');
        const std::string text = equals == std::string::npos ? word : word.substr(equals + 1);
        const auto time = instant_of(text);
        out.emplace_back(equals == std::string::npos ? "people" : word.substr(0, equals),
                         time ? model::to_string(*time) : text);
    }
    return out;
}

fs::path target_of(const RecordArguments& arguments)
{
    if (!arguments.out.empty()) {
        return arguments.out;
    }
    const fs::path definition{arguments.what.file};
    return definition.parent_path() / "recordings" / definition.stem() /
           (arguments.since.empty() ? "full.yaml" : "changes.yaml");
}

// For this account only, and never in the place of something else: somebody looks through it before
// it is given away.
model::Result<void> write_new(const fs::path& file, const std::string& text)
{
    std::error_code ignored; // told by what follows
    if (file.has_parent_path()) {
        fs::create_directories(file.parent_path(), ignored);
    }
    const int out = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (out < 0) {
        const bool there = errno == EEXIST;
        return model::fail(ErrorKind::invalid,
                           file.string() + (there ? " is there already" : " can't be written"),
                           there ? "--out FILE for another place, or move it away first"
                                 : "--out FILE in a folder that may be written to");
    }
    std::size_t at = 0;
    for (ssize_t wrote = 1; at < text.size() && wrote > 0;
         at += wrote > 0 ? static_cast<std::size_t>(wrote) : 0) {
        wrote = ::write(out, text.data() + at, text.size() - at);
    }
    const bool whole = ::close(out) == 0 && at == text.size();
    if (!whole) {
        fs::remove(file, ignored);
        return model::fail(ErrorKind::transient, file.string() + " could not be written",
                           "make room on its disk");
    }
    return {};
}

// Nothing is asked of the HRIS where the answers could not be kept.
model::Result<void> is_free(const fs::path& file)
{
    if (fs::exists(file)) {
        return model::fail(ErrorKind::invalid, file.string() + " is there already",
                           "--out FILE for another place, or move it away first");
    }
    return {};
}

int record_into(const Globals& globals, const config::Settings& settings,
                const RecordArguments& arguments)
{
    rest::Faults faults;
    const auto definition = rest::load_definition(arguments.what.file, faults);
    if (!faults.empty()) {
        std::cerr << rest::to_string(faults);
        return exit_config;
    }
    const fs::path target = target_of(arguments);
    if (const auto free = is_free(target); !free) {
        return complain(free.error());
    }
    const auto given = settings.sources.front().options.value("settings", model::Json::object());
    const auto text =
        rest::record(definition, given, rest::real_wire(), watermarks_of(arguments.since),
                     fs::path{settings.file}.parent_path().string());
    if (!text) {
        return complain(text.error());
    }
    if (const auto written = write_new(target, *text); !written) {
        return complain(written.error());
    }
    const auto recording = rest::load_recording(target.string(), faults);
    const auto problems = faults.empty() ? rest::problems_of(definition, recording)
                                         : std::vector{rest::to_string(faults)};
    if (globals.json) {
        print_json({{"recording", target.string()},
                    {"exchanges", recording.exchanges.size()},
                    {"problems", problems}});
        return problems.empty() ? exit_done : exit_changes;
    }
    std::cout << target.string() << ": " << recording.exchanges.size()
              << " requests with their answers, people and secrets replaced\n    look through it "
                 "before you give it away; 'rosterd connector test "
              << arguments.what.file << "' plays it\n";
    for (const std::string& problem : problems) {
        std::cout << "    " << problem << "\n";
    }
    return problems.empty() ? exit_done : exit_changes;
}

} // namespace

int connector_record(const Globals& globals, const RecordArguments& arguments)
{
    return with_source(globals, arguments.what, [&](const config::Settings& settings) {
        return record_into(globals, settings, arguments);
    });
}

} // namespace rosterd::cli
