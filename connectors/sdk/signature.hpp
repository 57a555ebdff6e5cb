// PGP signatures of files: detached (roster.csv.sig, roster.csv.asc) or around the content
// (roster.csv.gpg, roster.csv.pgp). gpgv verifies, and knows no keys but those given.
#pragma once

#include <string>

#include "core/model/result.hpp"
#include "core/model/time.hpp"

namespace rosterd::sdk
{

// The detached signature beside `file`; "" if there is none.
std::string detached_signature_of(const std::string& file);
// Whether `file` is the detached signature of another one beside it.
bool is_detached_signature(const std::string& file);

// A file in a folder of its own, which is removed with it.
class PrivateCopy
{
public:
    PrivateCopy(std::string folder, std::string file)
        : folder_{std::move(folder)}, file_{std::move(file)}
    {
    }
    ~PrivateCopy();
    PrivateCopy(PrivateCopy&& other) noexcept;
    PrivateCopy& operator=(PrivateCopy&&) = delete;

    const std::string& file() const { return file_; }

private:
    std::string folder_, file_;
};

// What was signed, as it was signed. `patience`: how long after the file its signature may come.
// Errors: invalid (unsigned, wrongly signed, by a key that is not in `keyring`, expired or
// revoked), transient (the signature may still come), permanent (no keyring, no gpgv).
model::Result<PrivateCopy> verified_copy(const std::string& file, const std::string& keyring,
                                         model::Duration patience);

} // namespace rosterd::sdk
