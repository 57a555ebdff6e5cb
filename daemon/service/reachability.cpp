#include "daemon/service/reachability.hpp"

namespace rosterd::service
{

namespace
{

using namespace std::chrono_literals;

constexpr model::Duration kQuiet = 5min;
constexpr model::Duration kAgain = 1min;

} // namespace

void Reachability::answered(model::Duration now)
{
    heard_ = now;
    trouble_.reset();
}

void Reachability::silent(const std::string& why, model::Duration now)
{
    heard_ = now;
    trouble_ = why;
}

bool Reachability::probe_due(model::Duration now) const
{
    return !heard_ || now - *heard_ >= (trouble_ ? kAgain : kQuiet);
}

} // namespace rosterd::service
