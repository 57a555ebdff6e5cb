// Calls on their way through the client, and the queue in which they wait for one API's pace.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>

#include "core/dingtalk/client.hpp"
#include "core/dingtalk/retry.hpp"

namespace rosterd::dingtalk
{

struct Job {
    Call call;
    CallDone done;
    std::uint64_t number = 0; // in the order the calls came
    Attempts attempts;
    net::TimerId timer = 0; // it waits for this, or did last
    std::string token;      // the one it was last sent with
    net::Duration sent_at{0};
    bool outcome_unknown =
        false;         // of any of its sends: a later refusal does not undo an earlier one
    bool busy = false; // it was answered -1 last, which may come after it was carried out
};
using JobPtr = std::shared_ptr<Job>;

// What waits for one API's pace; leavers first, each kind in the order it came.
struct Queue {
    std::deque<JobPtr> leavers;
    std::deque<JobPtr> others;
    net::TimerId timer = 0; // 0: none set

    bool empty() const { return leavers.empty() && others.empty(); }
    JobPtr take()
    {
        auto& from = leavers.empty() ? others : leavers;
        JobPtr job = from.front();
        from.pop_front();
        return job;
    }
};

} // namespace rosterd::dingtalk
