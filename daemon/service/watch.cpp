#include "daemon/service/watch.hpp"

#include <filesystem>
#include <set>

#include <sys/stat.h>

#include "daemon/cycle/contained.hpp"

namespace rosterd::service
{

namespace
{

namespace fs = std::filesystem;

std::string signature_of_one(const std::string& path)
{
    struct stat facts{};
    if (stat(path.c_str(), &facts) != 0) {
        return "-";
    }
    return std::to_string(facts.st_ino) + ":" + std::to_string(facts.st_size) + ":" +
           std::to_string(facts.st_mtim.tv_sec) + "." + std::to_string(facts.st_mtim.tv_nsec);
}

std::string signature_of(const std::string& path)
{
    std::error_code error;
    if (!fs::is_directory(path, error)) {
        return signature_of_one(path);
    }
    std::set<std::string> entries;
    for (fs::directory_iterator entry{path, error}, end; !error && entry != end;
         entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (!name.starts_with('.') && !entry->is_directory(error)) {
            entries.insert(name + "=" + signature_of_one(entry->path().string()));
        }
    }
    std::string all = "folder";
    for (const std::string& entry : entries) {
        all += "\n" + entry;
    }
    return all;
}

} // namespace

Watch::Watch(std::vector<std::string> paths)
{
    for (std::string& path : paths) {
        std::string signature = signature_of(path);
        known_.emplace(std::move(path), std::move(signature));
    }
}

std::vector<std::string> Watch::look()
{
    std::vector<std::string> changed;
    for (auto& [path, signature] : known_) {
        std::string now = signature_of(path);
        if (now != signature) {
            signature = std::move(now);
            changed.push_back(path);
        }
    }
    return changed;
}

std::vector<std::string> watched_paths(const std::vector<cycle::Source>& sources, log::Log& log)
{
    std::vector<std::string> out;
    for (const cycle::Source& source : sources) {
        const auto paths = cycle::contained([&]() -> model::Result<std::vector<std::string>> {
            return source.connector->watched_paths();
        });
        if (paths) {
            out.insert(out.end(), paths->begin(), paths->end());
        } else {
            log.error("source.not_watched", {{"source", source.name},
                                             {"message", paths.error().message},
                                             {"hint", paths.error().hint}});
        }
    }
    return out;
}

} // namespace rosterd::service
