// Waits that people would take for standing still: told when they begin, and not begun at all where
// nobody wants to wait as long.
#pragma once

#include "core/dingtalk/client.hpp"

namespace rosterd::dingtalk
{

class Waits
{
public:
    explicit Waits(const ClientOptions& options)
        : longest_{options.longest_wait}, told_{options.waits}
    {
    }

    bool too_long(net::Duration wait) const { return wait > longest_; }

    // Of all calls that one refusal holds up the first is told.
    void begin(const ApiError& why, net::Duration wait, net::Duration now)
    {
        if (!told_ || wait < kWorthTelling || now + wait < told_until_ + kWorthTelling) {
            return;
        }
        told_until_ = now + wait;
        told_(why, wait);
    }

private:
    static constexpr net::Duration kWorthTelling{std::chrono::seconds{5}};

    net::Duration longest_;
    Waiting told_;
    net::Duration told_until_{0};
};

} // namespace rosterd::dingtalk
