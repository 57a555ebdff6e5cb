#include "connectors/sdk/plugin_loader.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <sstream>

#include <cxxabi.h>
#include <dlfcn.h>
#include <sys/stat.h>
#include <unistd.h>

#include "connectors/sdk/plugin.hpp"

namespace rosterd::sdk
{

namespace
{

using model::ErrorKind;

constexpr const char* kBuildAgain =
    "build it again with the compiler and libraries of this rosterd, and with its rosterd-sdk";

bool is_plugin_name(const std::string& name)
{
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

// Whoever may write there may say what rosterd does.
model::Result<void> is_trusted(const std::string& path)
{
    struct stat found{};
    if (stat(path.c_str(), &found) != 0) {
        if (errno == ENOENT || errno == ENOTDIR) {
            return model::fail(ErrorKind::not_found, path + " is not there",
                               "put the plugin there");
        }
        return model::fail(ErrorKind::unauthorised,
                           path + " can't be looked at: " + std::strerror(errno),
                           "let the account rosterd runs as read it");
    }
    if (found.st_uid != 0 && found.st_uid != geteuid()) {
        return model::fail(ErrorKind::unauthorised,
                           path + " belongs to the account " + std::to_string(found.st_uid) +
                               ", neither to root nor to the one rosterd runs as, so no code of it "
                               "is run",
                           "chown root " + path + ", if you trust it");
    }
    if ((found.st_mode & S_IWOTH) != 0) {
        return model::fail(ErrorKind::unauthorised,
                           "everyone may write to " + path + ", so no code of it is run",
                           "chmod o-w " + path + ", and look at what is there");
    }
    return {};
}

// The file behind all symbolic links, if it and the folders lead to nobody else.
model::Result<std::string> trusted_file(const std::string& folder, const std::string& path)
{
    const std::unique_ptr<char, decltype(&std::free)> real{realpath(path.c_str(), nullptr),
                                                           std::free};
    const std::string file = real ? real.get() : path;
    const std::string beside = std::filesystem::path{file}.parent_path().string();
    for (const std::string& one : {folder, beside, file}) {
        if (auto trusted = is_trusted(one); !trusted) {
            return tl::unexpected(trusted.error());
        }
    }
    return file;
}

// "rosterd::model::fingerprint(...)" for what the linker calls "_ZN7rosterd...".
std::string readable(const std::string& symbol)
{
    int status = 0;
    const std::unique_ptr<char, decltype(&std::free)> name{
        abi::__cxa_demangle(symbol.c_str(), nullptr, nullptr, &status), std::free};
    return status == 0 && name ? name.get() : symbol;
}

tl::unexpected<model::Error> not_loaded(const std::string& path, std::string why)
{
    if (why.starts_with(path + ": ")) {
        why.erase(0, path.size() + 2);
    }
    constexpr std::string_view undefined = "undefined symbol: ";
    if (const auto at = why.find(undefined); at != std::string::npos) {
        std::string symbol = why.substr(at + undefined.size());
        symbol.resize(std::min(symbol.find_first_of(" \t,"), symbol.size()));
        return model::fail(ErrorKind::invalid,
                           path + " is not complete: it needs " + readable(symbol) +
                               ", which neither it nor a library it names has",
                           "link it with rosterd::sdk and with what else it uses; "
                           "rosterd_connector() in its CMakeLists.txt finds such a gap when it is "
                           "built");
    }
    return model::fail(ErrorKind::invalid, path + " can't be loaded: " + why,
                       "install the library that it names; if that is the plugin itself, or a "
                       "version, " +
                           std::string{kBuildAgain});
}

std::vector<std::string> parts_of(const std::string& types)
{
    std::vector<std::string> out;
    std::istringstream in{types};
    for (std::string part; std::getline(in >> std::ws, part, ',');) {
        out.push_back(part);
    }
    return out;
}

// The first thing in which they differ: "json 3.10.5 where json 3.11.2 is needed".
std::string difference(const std::string& found, const std::string& needed)
{
    const auto theirs = parts_of(found);
    const auto ours = parts_of(needed);
    const auto [their, our] = std::ranges::mismatch(theirs, ours);
    return (their == theirs.end() ? "nothing" : *their) + " where " +
           (our == ours.end() ? "nothing" : *our) + " is needed";
}

model::Result<ConnectorKind> kind_of(const Plugin& plugin, const std::string& path,
                                     const std::string& name)
{
    if (plugin.abi != kConnectorAbi) {
        return model::fail(ErrorKind::invalid,
                           path + " was built for version " + std::to_string(plugin.abi) +
                               " of the connector interface, this rosterd has version " +
                               std::to_string(kConnectorAbi),
                           kBuildAgain);
    }
    if (const std::string needed = plugin_types(); plugin.types != needed) {
        return model::fail(ErrorKind::invalid,
                           path + " was built with other types than this rosterd: " +
                               difference(plugin.types, needed),
                           kBuildAgain);
    }
    if (plugin.name != name) {
        return model::fail(ErrorKind::invalid,
                           path + " holds the connector '" + plugin.name + "', '" + name +
                               "' is needed",
                           "name the file " + std::string{plugin.name} +
                               ".so, and write connector: " + plugin.name);
    }
    try {
        ConnectorKind kind = plugin.make();
        kind.name = name;
        if (kind.make) {
            return kind;
        }
        return model::fail(ErrorKind::invalid, path + " has no function that makes the connector",
                           "set ConnectorKind::make");
    } catch (const std::exception& error) {
        return model::fail(ErrorKind::invalid, path + " failed to say what it is: " + error.what(),
                           "tell whoever wrote it");
    } catch (...) {
        return model::fail(ErrorKind::invalid, path + " failed to say what it is",
                           "tell whoever wrote it");
    }
}

} // namespace

std::string plugin_path(const std::string& folder, const std::string& name)
{
    return (std::filesystem::path{folder} / (name + ".so")).string();
}

std::vector<std::string> plugins_in(const std::string& folder)
{
    std::vector<std::string> names;
    std::error_code none; // a folder that is not there has none
    for (const auto& entry : std::filesystem::directory_iterator{folder, none}) {
        const std::string name = entry.path().stem().string();
        if (entry.path().extension() == ".so" && is_plugin_name(name)) {
            names.push_back(name);
        }
    }
    std::ranges::sort(names);
    return names;
}

model::Result<ConnectorKind> load_plugin(const std::string& folder, const std::string& name)
{
    if (!is_plugin_name(name)) {
        return model::fail(ErrorKind::not_found, "'" + name + "' is no name of a plugin",
                           "small letters, digits, - and _");
    }
    const auto file = trusted_file(folder, plugin_path(folder, name));
    if (!file) {
        return tl::unexpected(file.error());
    }
    // All of its symbols now, not in the middle of a run; none of them for other plugins.
    void* handle = dlopen(file->c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) {
        const char* why = dlerror();
        return not_loaded(*file, why == nullptr ? "no reason is known" : why);
    }
    const auto function = reinterpret_cast<PluginFunction>(dlsym(handle, kPluginSymbol));
    auto kind =
        function == nullptr
            ? model::Result<ConnectorKind>{model::fail(
                  ErrorKind::invalid, *file + " is no connector: it has no symbol " + kPluginSymbol,
                  "ROSTERD_CONNECTOR(kind) in one of its files, and rosterd_connector() in "
                  "its CMakeLists.txt")}
            : kind_of(*function(), *file, name);
    if (!kind) {
        dlclose(handle); // one that fits stays: its code may be running
    }
    return kind;
}

} // namespace rosterd::sdk
