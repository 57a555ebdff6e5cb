#include "connectors/sdk/drop_folder.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <fnmatch.h>

#include "connectors/sdk/encoding.hpp"
#include "connectors/sdk/name_order.hpp"
#include "connectors/sdk/settled_file.hpp"
#include "core/model/record.hpp"

namespace rosterd::sdk
{

namespace
{

namespace fs = std::filesystem;
using model::ErrorKind;

constexpr std::size_t kPiece = 1u << 20;
constexpr int kMostNames = 100'000;

tl::unexpected<model::Error> failed(const std::string& what, const std::error_code& why)
{
    const bool missing = why == std::errc::no_such_file_or_directory;
    const bool denied = why == std::errc::permission_denied;
    return model::fail(missing  ? ErrorKind::not_found
                       : denied ? ErrorKind::unauthorised
                                : ErrorKind::transient,
                       what + ": " + why.message(),
                       "check the folder and the permissions of the user rosterd runs as");
}

const std::string* matching(const std::string& name, const std::vector<std::string>& patterns)
{
    const auto found = std::ranges::find_if(patterns, [&](const std::string& pattern) {
        return ::fnmatch(pattern.c_str(), name.c_str(), FNM_CASEFOLD) == 0;
    });
    return found == patterns.end() ? nullptr : &*found;
}

// "2026-11-23" of "roster-2026-11-23.csv" by "roster-*.csv".
std::string wild_part(const std::string& name, const std::string& pattern)
{
    constexpr const char* wild = "*?[";
    const auto before = std::min(pattern.find_first_of(wild), pattern.size());
    const auto last = pattern.find_last_of("*?]");
    const std::size_t after = last == std::string::npos ? 0 : pattern.size() - last - 1;
    return before + after >= name.size() ? std::string{}
                                         : name.substr(before, name.size() - before - after);
}

// "roster.csv", "roster.2.csv", "roster.3.csv", ...
std::string numbered(const fs::path& name, int number)
{
    if (number == 1) {
        return name.string();
    }
    return name.stem().string() + "." + std::to_string(number) + name.extension().string();
}

model::Result<void> write_result(const fs::path& path, const model::Json& result)
{
    const fs::path draft = path.string() + ".tmp";
    std::ofstream out{draft, std::ios::trunc};
    out << result.dump(2, ' ', false, model::Json::error_handler_t::replace) << "\n";
    out.close();
    std::error_code why;
    if (!out) {
        return failed(draft.string(), std::make_error_code(std::errc::io_error));
    }
    fs::rename(draft, path, why);
    return why ? model::Result<void>{failed(path.string(), why)} : model::Result<void>{};
}

// Takes the name by a rename that refuses to overwrite; where the file system has none, by looking
// first.
std::error_code move_to_free_name(const fs::path& from, const fs::path& to)
{
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) {
        return {};
    }
    std::error_code why{errno, std::generic_category()};
    if (why == std::errc::invalid_argument && !fs::exists(to)) {
        fs::rename(from, to, why);
    }
    return why;
}

} // namespace

std::optional<WaitingFile> waiting_file(const std::string& name, const NamePatterns& patterns)
{
    const bool full = matching(name, patterns.full) != nullptr;
    if (is_unfinished_name(name) || (!full && matching(name, patterns.changes) == nullptr)) {
        return std::nullopt;
    }
    return WaitingFile{name, full};
}

void put_in_order(std::vector<WaitingFile>& files, const NamePatterns& patterns)
{
    const bool mixed = !patterns.full.empty() && !patterns.changes.empty();
    const auto key = [&](const WaitingFile& one) {
        const auto* pattern = matching(one.name, one.full ? patterns.full : patterns.changes);
        return mixed && pattern != nullptr ? wild_part(one.name, *pattern) : one.name;
    };
    std::ranges::sort(files, [&](const WaitingFile& a, const WaitingFile& b) {
        const std::string of_a = key(a);
        const std::string of_b = key(b);
        if (of_a != of_b) {
            return stands_before(of_a, of_b);
        }
        return a.full != b.full ? a.full : stands_before(a.name, b.name);
    });
}

model::Result<std::vector<WaitingFile>> waiting_files(const std::string& folder,
                                                      const NamePatterns& patterns)
{
    std::error_code why;
    std::vector<WaitingFile> files;
    for (fs::directory_iterator it{folder, why}, end; !why && it != end; it.increment(why)) {
        std::error_code ignored;
        auto file = waiting_file(it->path().filename().string(), patterns);
        if (file && it->is_regular_file(ignored)) {
            files.push_back(std::move(*file));
        }
    }
    if (why) {
        return failed(folder, why);
    }
    put_in_order(files, patterns);
    return files;
}

model::Result<std::string> identity_of(const std::string& folder, const std::string& name)
{
    std::uint64_t size = 0;
    std::uint64_t hash = 0;
    const std::string path = (fs::path{folder} / name).string();
    for (;;) {
        const auto piece = read_bytes(path, size, kPiece);
        if (!piece) {
            return tl::unexpected(piece.error());
        }
        if (piece->empty()) {
            return name + "|" + std::to_string(size) + "|" + std::to_string(hash);
        }
        hash = model::fingerprint(*piece, hash);
        size += piece->size();
    }
}

model::Result<std::string> put_away(const std::string& folder, const std::string& name,
                                    const std::string& to, const model::Json& result)
{
    std::error_code why;
    fs::create_directories(to, why);
    if (why) {
        return failed(to, why);
    }
    for (int number = 1; number < kMostNames; ++number) {
        std::string free = numbered(name, number);
        const fs::path beside = fs::path{to} / (free + ".result.json");
        if (fs::exists(fs::path{to} / free, why) || fs::exists(beside, why)) {
            continue;
        }
        if (auto written = write_result(beside, result); !written) {
            return tl::unexpected(written.error());
        }
        why = move_to_free_name(fs::path{folder} / name, fs::path{to} / free);
        if (!why) {
            return free;
        }
        std::error_code ignored;
        fs::remove(beside, ignored);
        if (why != std::errc::file_exists) {
            return failed((fs::path{folder} / name).string(), why);
        }
    }
    return model::fail(ErrorKind::permanent, to + " has no free name for " + name,
                       "clear the folder out");
}

} // namespace rosterd::sdk
