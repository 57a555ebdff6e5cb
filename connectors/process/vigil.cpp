#include "connectors/process/vigil.hpp"

namespace rosterd::process
{

void Vigil::end(Why why)
{
    if (!why_) {
        why_ = why;
    }
}

Step Vigil::next(Time now)
{
    if (!why_ && now - begin_ >= limits_.total) {
        why_ = Why::time_limit;
    }
    if (!why_ && now - heard_ >= limits_.idle) {
        why_ = Why::silence;
    }
    if (!why_) {
        return Step::wait;
    }
    if (!terminated_) {
        terminated_ = now;
        return Step::terminate;
    }
    if (!killed_ && now - *terminated_ >= limits_.grace) {
        killed_ = true;
        return Step::kill;
    }
    return Step::wait;
}

} // namespace rosterd::process
