// connector new: a working start for a connector of one's own. connector schema: for editors.
#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "daemon/cli/connector_commands.hpp"
#include "daemon/cli/exit.hpp"
#include "daemon/embedded.hpp"

namespace rosterd::cli
{

namespace
{

namespace fs = std::filesystem;
using model::ErrorKind;

constexpr std::string_view kSchemas = "config/schema/";
constexpr std::string_view kRestSchema = "rest.schema.json";

struct NewFile {
    fs::path path;
    std::string text;
    bool is_program = false;
};

// In every text of a template "acme" is the connector, as in Acme HR.
std::string named(std::string_view text, const std::string& name)
{
    std::string first = name, all = name;
    first.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(first.front())));
    std::ranges::transform(all, all.begin(),
                           [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    std::string out{text};
    const std::array<std::pair<std::string_view, std::string>, 3> words{
        {{"acme", name}, {"Acme", first}, {"ACME", all}}};
    for (const auto& [from, to] : words) {
        for (auto at = out.find(from); at != std::string::npos;
             at = out.find(from, at + to.size())) {
            out.replace(at, from.size(), to);
        }
    }
    return out;
}

// Files below `folder` of those that rosterd carries, with their names from there.
std::vector<NewFile> files_of(const std::string& folder, const std::string& name)
{
    std::vector<NewFile> out;
    for (const EmbeddedFile& file : embedded_files()) {
        if (file.name.starts_with(folder)) {
            out.push_back({named(file.name.substr(folder.size()), name), named(file.text, name)});
        }
    }
    return out;
}

std::string_view schema_named(const std::string& name)
{
    const auto& all = embedded_files();
    const auto found = std::ranges::find(all, std::string{kSchemas} + name, &EmbeddedFile::name);
    return found == all.end() ? std::string_view{} : found->text;
}

std::vector<NewFile> files_for(const std::string& kind, const std::string& name)
{
    if (kind == "plugin") {
        auto out = files_of("connectors/template/", name);
        for (NewFile& file : out) {
            file.path = fs::path{name} / file.path;
        }
        return out;
    }
    auto out = files_of("config/templates/" + kind + "/", name);
    for (NewFile& file : out) {
        file.is_program = kind == "exec" && file.path == name;
        if (file.path.parent_path() == "recordings") {
            file.path = fs::path{"recordings"} / name / file.path.filename();
        }
    }
    if (kind == "rest" && !fs::exists(kRestSchema)) { // of another connector's beside it
        out.push_back({kRestSchema, std::string{schema_named(std::string{kRestSchema})}});
    }
    return out;
}

model::Result<void> write(const NewFile& file)
{
    std::error_code error;
    if (file.path.has_parent_path()) {
        fs::create_directories(file.path.parent_path(), error);
    }
    std::ofstream out{file.path, std::ios::binary};
    out << file.text;
    out.close();
    if (file.is_program) {
        fs::permissions(file.path, fs::perms::owner_exec | fs::perms::group_exec,
                        fs::perm_options::add, error);
    }
    if (!out || error) {
        return model::fail(ErrorKind::transient, "could not write " + file.path.string(),
                           "a folder that may be written to");
    }
    return {};
}

std::string next_steps(const std::string& kind, const std::string& name)
{
    if (kind == "plugin") {
        return "build and test it: cd " + name + " && cmake --workflow --preset default\n" +
               "its README.md says what it needs, and where it is put\n";
    }
    if (kind == "exec") {
        return "see what it gives: rosterd connector preview " + name + "\n" +
               "use it:            connector: exec, options: {command: [" +
               fs::absolute(name).string() + "]}\n";
    }
    const std::string file = name + ".yaml";
    return "try it:            rosterd connector test " + file + "\n" +
           "with the real one: rosterd connector preview " + file +
           " --set url=https://... --set 'token=${file:token}'\n" +
           "use it:            connector: rest, options: {file: " + file + ", settings: {...}}\n";
}

bool is_name(const std::string& name, bool identifier)
{
    const auto fits = [&](unsigned char c) {
        return std::islower(c) != 0 || std::isdigit(c) != 0 || c == '_' ||
               (c == '-' && !identifier);
    };
    return !name.empty() && std::islower(static_cast<unsigned char>(name.front())) != 0 &&
           std::ranges::all_of(name, fits);
}

} // namespace

int connector_new(const Globals& globals, const NewArguments& arguments)
{
    const bool plugin = arguments.kind == "plugin";
    if (!is_name(arguments.name, plugin)) {
        return complain({ErrorKind::invalid, "'" + arguments.name + "' is no name for a connector",
                         plugin ? "small letters, digits and '_', a letter first: our_hris"
                                : "small letters, digits, '-' and '_', a letter first: our-hris"});
    }
    const auto files = files_for(arguments.kind, arguments.name);
    for (const NewFile& file : files) {
        if (fs::exists(file.path)) {
            return complain({ErrorKind::invalid,
                             file.path.string() + " is there already; nothing was written",
                             "another NAME, or another folder"});
        }
    }
    model::Json written = model::Json::array();
    for (const NewFile& file : files) {
        if (const auto done = write(file); !done) {
            return complain(done.error());
        }
        written.push_back(file.path.string());
    }
    if (globals.json) {
        print_json({{"written", written}});
        return exit_done;
    }
    for (const model::Json& path : written) {
        std::cout << path.get<std::string>() << "\n";
    }
    std::cout << next_steps(arguments.kind, arguments.name);
    return exit_done;
}

int connector_schema(const std::string& of)
{
    std::cout << schema_named(of + ".schema.json");
    return exit_done;
}

} // namespace rosterd::cli
