#include "connectors/exec/private_folder.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace rosterd::exec
{

namespace
{

using model::ErrorKind;

tl::unexpected<model::Error> cant_write(const std::string& path)
{
    return model::fail(ErrorKind::transient,
                       path + " can't be written: " + std::string{std::strerror(errno)},
                       "is there room, and may rosterd's account write there?");
}

} // namespace

model::Result<PrivateFolder> PrivateFolder::make()
{
    std::error_code ignored;
    const auto parent = std::filesystem::temp_directory_path(ignored);
    std::string path = ((parent.empty() ? "/tmp" : parent) / "rosterd-exec-XXXXXX").string();
    if (::mkdtemp(path.data()) == nullptr) {
        return cant_write(path);
    }
    return PrivateFolder{std::move(path)};
}

PrivateFolder::PrivateFolder(PrivateFolder&& other) noexcept
    : path_{std::exchange(other.path_, std::string{})}
{
}

PrivateFolder::~PrivateFolder()
{
    if (!path_.empty()) {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
}

model::Result<std::string> PrivateFolder::write(const std::string& name,
                                                const std::string& content) const
{
    std::string path = path_ + "/" + name;
    if (auto written = write_privately(path, content); !written) {
        return tl::unexpected(written.error());
    }
    return path;
}

model::Result<void> write_privately(const std::string& path, const std::string& content)
{
    const std::string beside = path + ".new";
    const int fd =
        ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) {
        return cant_write(beside);
    }
    std::size_t done = 0;
    while (done < content.size()) {
        const ssize_t size = ::write(fd, content.data() + done, content.size() - done);
        if (size < 0 && errno != EINTR) {
            break;
        }
        done += size < 0 ? 0 : static_cast<std::size_t>(size);
    }
    const bool whole = done == content.size() && ::fsync(fd) == 0;
    if (::close(fd) != 0 || !whole || ::rename(beside.c_str(), path.c_str()) != 0) {
        auto error = cant_write(path);
        ::unlink(beside.c_str());
        return error;
    }
    return {};
}

model::Result<std::string> content_of(const std::string& path)
{
    std::ifstream file{path, std::ios::binary};
    if (!file) {
        return model::fail(ErrorKind::not_found, path + " can't be read",
                           "is it there, and may rosterd's account read it?");
    }
    return std::string{std::istreambuf_iterator<char>{file}, {}};
}

} // namespace rosterd::exec
