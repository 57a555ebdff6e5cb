// The writer's lock: one process at a time, and its name for everybody else.
#pragma once

#include <memory>
#include <string>

#include "core/model/result.hpp"

namespace rosterd::state
{

class Lock
{
public:
    // Takes PATH.lock, which then says who holds it. ErrorKind::conflict names the holder.
    static model::Result<std::unique_ptr<Lock>> take(const std::string& path,
                                                     const std::string& holder);
    ~Lock(); // the kernel also releases it when the process dies
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

private:
    explicit Lock(int descriptor) : descriptor_{descriptor} {}
    int descriptor_;
};

} // namespace rosterd::state
