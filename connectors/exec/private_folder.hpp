// A folder that nobody else can look into, for what a program is given in files: secrets do not
// belong on a command line, which every account of the machine can read.
#pragma once

#include <string>

#include "core/model/result.hpp"

namespace rosterd::exec
{

class PrivateFolder
{
public:
    // In the system's folder for temporary files, mode 0700. Errors: transient.
    static model::Result<PrivateFolder> make();
    ~PrivateFolder(); // goes with all that is in it
    PrivateFolder(PrivateFolder&& other) noexcept;
    PrivateFolder(const PrivateFolder&) = delete;
    PrivateFolder& operator=(const PrivateFolder&) = delete;

    const std::string& path() const { return path_; }
    // A new file, mode 0600; answers its path. Errors: transient.
    model::Result<std::string> write(const std::string& name, const std::string& content) const;

private:
    explicit PrivateFolder(std::string path) : path_{std::move(path)} {}
    std::string path_;
};

// Replaces a file as a whole, mode 0600. Errors: transient.
model::Result<void> write_privately(const std::string& path, const std::string& content);

// Errors: not_found.
model::Result<std::string> content_of(const std::string& path);

} // namespace rosterd::exec
