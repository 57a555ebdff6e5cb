#include "daemon/sandbox/keeper.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>

namespace rosterd::sandbox
{

namespace
{

model::Result<bool> failed(const std::string& path)
{
    return model::fail(model::ErrorKind::permanent,
                       "cannot write " + path + ": " + std::strerror(errno),
                       "make the folder writable, or choose another --org FILE");
}

bool sync_to_disk(const std::string& path)
{
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = file >= 0 && ::fsync(file) == 0;
    if (file >= 0) {
        ::close(file);
    }
    return synced;
}

} // namespace

Keeper::Keeper(std::string path) : path_{std::move(path)} {}

model::Result<std::optional<Organisation>> Keeper::load() const
{
    if (path_.empty() || ::access(path_.c_str(), F_OK) != 0) {
        return std::nullopt;
    }
    std::ifstream in{path_, std::ios::binary};
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) {
        return model::fail(model::ErrorKind::permanent,
                           "cannot read " + path_ + ": " + std::strerror(errno),
                           "make the file readable, or choose another --org FILE");
    }
    auto organisation = read_json(text.str(), path_);
    if (!organisation) {
        return tl::unexpected{organisation.error()};
    }
    return std::optional{std::move(*organisation)};
}

void Keeper::loaded(const Organisation& organisation)
{
    saved_revision_ = organisation.revision();
}

std::optional<std::chrono::milliseconds> Keeper::due_in(const Organisation& organisation,
                                                        model::Instant now) const
{
    if (path_.empty() || organisation.revision() == saved_revision_) {
        return std::nullopt;
    }
    if (!last_save_ || now < *last_save_) {
        return std::chrono::milliseconds{0};
    }
    return std::max(std::chrono::milliseconds{0}, *last_save_ + pause_ - now);
}

model::Result<bool> Keeper::save_if_due(const Organisation& organisation, model::Instant now)
{
    const auto wait = due_in(organisation, now);
    if (!wait || wait->count() > 0) {
        return false;
    }
    last_save_ = now;
    return save(organisation);
}

model::Result<bool> Keeper::save(const Organisation& organisation)
{
    if (path_.empty() || organisation.revision() == saved_revision_) {
        return false;
    }
    const auto started = std::chrono::steady_clock::now();
    const auto draft = path_ + ".new";
    std::ofstream out{draft, std::ios::binary | std::ios::trunc};
    write_json(out, organisation);
    out.close();
    if (!out || !sync_to_disk(draft) || std::rename(draft.c_str(), path_.c_str()) != 0) {
        return failed(path_);
    }
    saved_revision_ = organisation.revision();
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - started);
    pause_ = std::max(std::chrono::milliseconds{1000}, took * 20);
    return true;
}

} // namespace rosterd::sandbox
