#include "connectors/sftp/fetching.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

namespace rosterd::sftp
{

namespace
{

namespace fs = std::filesystem;
using model::ErrorKind;
using model::Json;

constexpr const char* kLedger = ".fetched.json";

tl::unexpected<model::Error> unusable(const std::string& path, const std::string& why)
{
    return model::fail(ErrorKind::transient, path + ": " + why,
                       "check the room and the permissions of the folder `spool`");
}

// A signature belongs to what is read, where there must be one.
bool is_signature_of_wanted(const std::string& name, const Settings& settings)
{
    return !settings.drop.keyring.empty() && (name.ends_with(".sig") || name.ends_with(".asc")) &&
           sdk::waiting_file(name.substr(0, name.size() - 4), settings.drop.patterns);
}

void wait_for_second_look(const Settings& settings)
{
    const auto end = std::chrono::steady_clock::now() + settings.look_again;
    while (std::chrono::steady_clock::now() < end && !settings.cancelled()) {
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
}

// A name that is not on the server any more may come again as another file.
void forget_the_gone(Ledger& ledger, const std::vector<RemoteFile>& listed)
{
    std::vector<std::string> gone;
    for (const auto& [name, file] : ledger.files()) {
        if (std::ranges::find(listed, file) == listed.end()) {
            gone.push_back(name);
        }
    }
    std::ranges::for_each(gone, [&](const std::string& name) { ledger.drop(name); });
}

void put_away_what_was_read(Server& server, Ledger& ledger, const Settings& settings)
{
    if (settings.keep) {
        return;
    }
    const auto all = ledger.files();
    for (const auto& [name, file] : all) {
        std::error_code ignored;
        const bool waits = fs::exists(fs::path{settings.drop.path} / name, ignored);
        if (!waits && server.put_away(file)) { // else it is remembered
            ledger.drop(name);
            if (!settings.marker.empty()) {
                server.put_away(name + settings.marker);
            }
        }
    }
}

model::Result<void> fetch(Server& server, const RemoteFile& file, const Settings& settings)
{
    if (settings.cancelled()) {
        return model::fail(ErrorKind::cancelled, settings.address() + ": stopped on request");
    }
    const fs::path to = fs::path{settings.drop.path} / file.name;
    const fs::path part = to.string() + ".part"; // a name that is never read
    auto fetched = server.fetch(file, part.string());
    std::error_code why;
    if (!fetched) {
        fs::remove(part, why);
        return fetched;
    }
    fs::rename(part, to, why);
    return why ? model::Result<void>{unusable(to.string(), why.message())} : model::Result<void>{};
}

} // namespace

model::Result<Ledger> Ledger::load(const std::string& folder)
{
    std::error_code why;
    fs::create_directories(folder, why);
    if (why) {
        return unusable(folder, why.message());
    }
    fs::permissions(folder, fs::perms::owner_all, why);
    std::ifstream in{fs::path{folder} / kLedger};
    const Json json =
        Json::parse(std::string{std::istreambuf_iterator<char>{in}, {}}, nullptr, false);
    Ledger ledger;
    for (const Json& one : json.is_array() ? json : Json::array()) {
        ledger.add({one.value("name", ""), one.value("size", std::uint64_t{0}),
                    one.value("modified", std::uint64_t{0})});
    }
    return ledger;
}

model::Result<void> Ledger::save(const std::string& folder) const
{
    Json json = Json::array();
    for (const auto& [name, file] : files_) {
        json.push_back({{"name", name}, {"size", file.size}, {"modified", file.modified_s}});
    }
    const fs::path path = fs::path{folder} / kLedger;
    const fs::path draft = path.string() + ".tmp";
    std::ofstream out{draft, std::ios::trunc};
    out << json.dump(0, ' ', false, Json::error_handler_t::replace) << "\n";
    out.close();
    std::error_code why;
    fs::rename(draft, path, why);
    return !out || why ? model::Result<void>{unusable(path.string(), "can't be written")}
                       : model::Result<void>{};
}

bool Ledger::has(const RemoteFile& file) const
{
    const auto found = files_.find(file.name);
    return found != files_.end() && found->second == file;
}

std::vector<RemoteFile> wanted_of(const std::vector<RemoteFile>& listed, const Settings& settings)
{
    const auto is_there = [&](const std::string& name) {
        return std::ranges::find(listed, name, &RemoteFile::name) != listed.end();
    };
    std::vector<RemoteFile> out;
    for (const RemoteFile& file : listed) {
        const bool plain = file.name.find('/') == std::string::npos; // no server's way out of here
        const bool signature = is_signature_of_wanted(file.name, settings);
        const bool complete =
            settings.marker.empty() || signature || is_there(file.name + settings.marker);
        if (plain &&
            (signature || (complete && sdk::waiting_file(file.name, settings.drop.patterns)))) {
            out.push_back(file);
        }
    }
    std::ranges::stable_partition(
        out, [&](const RemoteFile& file) { return is_signature_of_wanted(file.name, settings); });
    return out;
}

model::Result<std::size_t> fetch_new(Server& server, const Settings& settings)
{
    auto ledger = Ledger::load(settings.drop.path);
    if (!ledger) {
        return tl::unexpected(ledger.error());
    }
    put_away_what_was_read(server, *ledger, settings);
    auto listed = server.files();
    if (!listed) {
        return tl::unexpected(listed.error());
    }
    forget_the_gone(*ledger, *listed);
    std::vector<RemoteFile> fresh = wanted_of(*listed, settings);
    std::erase_if(fresh, [&](const RemoteFile& file) { return ledger->has(file); });
    if (!fresh.empty()) {
        wait_for_second_look(settings);
        listed = server.files();
        if (!listed) {
            return tl::unexpected(listed.error());
        }
        std::erase_if(fresh, [&](const RemoteFile& file) {
            return std::ranges::find(*listed, file) == listed->end();
        });
    }
    for (const RemoteFile& file : fresh) {
        if (auto fetched = fetch(server, file, settings); !fetched) {
            return tl::unexpected(fetched.error());
        }
        ledger->add(file);
        if (auto saved = ledger->save(settings.drop.path); !saved) {
            return tl::unexpected(saved.error());
        }
    }
    auto saved = ledger->save(settings.drop.path);
    return saved ? model::Result<std::size_t>{fresh.size()} : tl::unexpected(saved.error());
}

model::Result<void> put_read_away(Server& server, const Settings& settings)
{
    auto ledger = Ledger::load(settings.drop.path);
    if (!ledger) {
        return tl::unexpected(ledger.error());
    }
    put_away_what_was_read(server, *ledger, settings);
    return ledger->save(settings.drop.path);
}

} // namespace rosterd::sftp
