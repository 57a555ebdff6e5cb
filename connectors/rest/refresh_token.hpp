// A refresh token that is another after every use, in a file: the old one is worth nothing any
// more, so the new one is not to get lost.
#pragma once

#include <string>

#include "core/model/result.hpp"

namespace rosterd::rest
{

class RefreshToken
{
public:
    // `path`: where it is kept; empty: nowhere, and who begins anew begins with `configured`.
    RefreshToken(std::string path, std::string configured)
        : path_{std::move(path)}, configured_{std::move(configured)}
    {
    }
    RefreshToken(const RefreshToken&) = delete;
    RefreshToken& operator=(const RefreshToken&) = delete;
    ~RefreshToken() { release(); }

    // Makes sure that the next one can be kept, and that nobody else uses this one up meanwhile;
    // before it is sent. Errors: invalid (it can't be written there), transient (no room; another
    // rosterd is at it).
    model::Result<void> reserve();
    // The one to send: what was kept, if that came of the token that is configured now; else the
    // configured one, since somebody signed in anew.
    std::string text() const;
    // What the HRIS gave for it. Errors: transient; it is tried again with the next reserve().
    model::Result<void> keep(const std::string& rotated);
    void release(); // nothing came of it

    const std::string& path() const { return path_; }

private:
    model::Result<void> write() const;

    std::string path_, configured_;
    std::string unkept_; // the latest one, where that is not in the file
    int draft_ = -1;     // open and locked between reserve() and keep() or release()
};

} // namespace rosterd::rest
