#include "connectors/rest/refresh_token.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "connectors/rest/secrets.hpp"
#include "core/model/json.hpp"

namespace rosterd::rest
{

namespace
{

using model::ErrorKind;
using model::Json;

constexpr off_t kRoom = 16'384; // no token is longer

std::string draft_of(const std::string& path)
{
    return path + ".new";
}

// So that a token which was configured anew is told from the one that the kept token came of.
std::string mark_of(const std::string& configured)
{
    return to_hex(sha256(configured)).substr(0, 16);
}

std::string text_of_file(const std::string& path)
{
    std::ifstream file{path, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{file}, {}};
    while (text.ends_with('\n') || text.ends_with('\r')) {
        text.pop_back();
    }
    return text;
}

model::Result<void> cant_keep(const std::string& path, int code)
{
    const bool full = code == ENOSPC || code == EDQUOT;
    return model::fail(full ? ErrorKind::transient : ErrorKind::invalid,
                       "a new refresh token can't be kept in " + path + ": " + std::strerror(code),
                       "let rosterd's account write into that folder; until then no token is asked "
                       "for, since that would use up the old one");
}

// The draft may have become the kept file, or be gone, between being opened and locked.
bool is_still_at(int file, const std::string& path)
{
    struct stat open{}, there{};
    return ::fstat(file, &open) == 0 && ::stat(path.c_str(), &there) == 0 &&
           open.st_ino == there.st_ino && open.st_dev == there.st_dev;
}

} // namespace

model::Result<void> RefreshToken::reserve()
{
    if (path_.empty() || draft_ >= 0) {
        return {};
    }
    if (std::error_code error; std::filesystem::is_directory(path_, error)) {
        return cant_keep(path_, EISDIR);
    }
    const std::string draft = draft_of(path_);
    const int file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) {
        return cant_keep(path_, errno);
    }
    if (::flock(file, LOCK_EX | LOCK_NB) != 0 || !is_still_at(file, draft)) {
        ::close(file);
        return model::fail(ErrorKind::transient, "another rosterd renews the token in " + path_,
                           "the next run tries again");
    }
    draft_ = file;
    if (const int code = ::posix_fallocate(file, 0, kRoom); code != 0) {
        release();
        return cant_keep(path_, code);
    }
    if (!unkept_.empty()) {
        if (auto kept = keep(unkept_); !kept) {
            return kept;
        }
        return reserve();
    }
    return {};
}

std::string RefreshToken::text() const
{
    if (!unkept_.empty()) {
        return unkept_;
    }
    const std::string kept = path_.empty() ? std::string{} : text_of_file(path_);
    const Json json = Json::parse(kept, nullptr, false);
    if (!json.is_object()) {
        return kept.empty() ? configured_ : kept; // of a time before there were marks
    }
    const std::string token = json.value("refresh_token", "");
    return token.empty() || json.value("of", "") != mark_of(configured_) ? configured_ : token;
}

// Whole or not at all, and for this account only.
model::Result<void> RefreshToken::write() const
{
    const std::string text =
        Json{{"refresh_token", unkept_}, {"of", mark_of(configured_)}}.dump() + "\n";
    const auto size = static_cast<ssize_t>(text.size());
    const bool written = draft_ >= 0 && ::pwrite(draft_, text.data(), text.size(), 0) == size &&
                         ::ftruncate(draft_, size) == 0 && ::fsync(draft_) == 0 &&
                         ::rename(draft_of(path_).c_str(), path_.c_str()) == 0;
    return written ? model::Result<void>{} : cant_keep(path_, errno);
}

model::Result<void> RefreshToken::keep(const std::string& rotated)
{
    unkept_ = rotated;
    if (path_.empty()) {
        return {};
    }
    auto written = write();
    if (written) {
        unkept_.clear();
        ::close(std::exchange(draft_, -1));
    } else {
        written.error().kind = ErrorKind::transient;
        release();
    }
    return written;
}

void RefreshToken::release()
{
    if (draft_ >= 0) {
        ::unlink(draft_of(path_).c_str());
        ::close(std::exchange(draft_, -1));
    }
}

} // namespace rosterd::rest
