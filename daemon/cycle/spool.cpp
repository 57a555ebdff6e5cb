#include "daemon/cycle/spool.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "core/state/store.hpp"

namespace rosterd::cycle
{

namespace
{

constexpr std::size_t kInMemory = 1u << 20;
constexpr std::size_t kAtOnce = 256u << 10;

// Not /tmp, which may be memory.
std::string folder()
{
    const char* named = std::getenv("TMPDIR"); // NOLINT(concurrency-mt-unsafe): nobody sets it
    return named != nullptr && *named != '\0' ? named : "/var/tmp";
}

[[noreturn]] void fail(int error)
{
    throw state::StoreOutOfReach{"what was read can't be kept below " + folder() + ": " +
                                 std::strerror(error) +
                                 "; make room there, or let TMPDIR name another folder"};
}

int open_nameless()
{
    const std::string in = folder();
    const int file = ::open(in.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0 || (errno != EOPNOTSUPP && errno != EISDIR)) {
        return file;
    }
    std::string path = in + "/rosterd-XXXXXX"; // a file system that knows only files with names
    const int named = ::mkostemp(path.data(), O_CLOEXEC);
    if (named >= 0) {
        ::unlink(path.c_str());
    }
    return named;
}

} // namespace

Spool::~Spool()
{
    if (file_ >= 0) {
        ::close(file_);
    }
}

Spool::Spool(Spool&& other) noexcept
    : tail_{std::move(other.tail_)}, in_file_{std::exchange(other.in_file_, 0)},
      file_{std::exchange(other.file_, -1)}
{
}

Spool& Spool::operator=(Spool&& other) noexcept
{
    std::swap(tail_, other.tail_);
    std::swap(in_file_, other.in_file_);
    std::swap(file_, other.file_);
    return *this;
}

void Spool::add(std::string_view item)
{
    const auto size = static_cast<std::uint32_t>(item.size());
    tail_.append(reinterpret_cast<const char*>(&size), sizeof size);
    tail_.append(item);
    if (tail_.size() >= kInMemory) {
        write_out();
    }
}

void Spool::clear()
{
    tail_.clear();
    in_file_ = 0;
    if (file_ >= 0 && ::ftruncate(file_, 0) != 0) {
        fail(errno);
    }
}

void Spool::write_out()
{
    if (file_ < 0 && (file_ = open_nameless()) < 0) {
        fail(errno);
    }
    for (std::size_t done = 0; done < tail_.size();) {
        const ssize_t wrote = ::pwrite(file_, tail_.data() + done, tail_.size() - done,
                                       static_cast<off_t>(in_file_ + done));
        if (wrote < 0 && errno != EINTR) {
            fail(errno);
        }
        done += static_cast<std::size_t>(std::max<ssize_t>(wrote, 0));
    }
    in_file_ += tail_.size();
    tail_.clear();
}

bool Spool::Reader::next(std::string_view& item)
{
    std::uint32_t size = 0;
    if (!have(sizeof size)) {
        return false;
    }
    std::memcpy(&size, buffer_.data() + at_, sizeof size);
    at_ += sizeof size;
    if (!have(size)) {
        return false;
    }
    item = std::string_view{buffer_}.substr(at_, size);
    at_ += size;
    return true;
}

// Whether so many bytes are left; then they are in the buffer.
bool Spool::Reader::have(std::size_t bytes)
{
    if (buffer_.size() - at_ >= bytes) {
        return true;
    }
    buffer_.erase(0, at_);
    at_ = 0;
    while (buffer_.size() < bytes) {
        const std::size_t before = buffer_.size();
        if (offset_ < spool_.in_file_) {
            const auto wanted = std::min<std::uint64_t>(std::max(kAtOnce, bytes - before),
                                                        spool_.in_file_ - offset_);
            buffer_.resize(before + wanted);
            const ssize_t got =
                ::pread(spool_.file_, buffer_.data() + before, wanted, static_cast<off_t>(offset_));
            if (got < 0 && errno != EINTR) {
                fail(errno);
            }
            buffer_.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
            offset_ += static_cast<std::uint64_t>(std::max<ssize_t>(got, 0));
            if (got == 0) {
                fail(EIO);
            }
        } else if (offset_ < spool_.in_file_ + spool_.tail_.size()) {
            buffer_.append(spool_.tail_, offset_ - spool_.in_file_);
            offset_ = spool_.in_file_ + spool_.tail_.size();
        } else {
            return false;
        }
    }
    return true;
}

} // namespace rosterd::cycle
