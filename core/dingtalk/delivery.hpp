// Messages of which nobody may know whether they went: how one is sent again so that nobody reads
// it twice, and how it is found out whom it reached.
#pragma once

#include <string>
#include <vector>

#include "core/dingtalk/notification_calls.hpp"
#include "core/dingtalk/robot.hpp"
#include "core/net/loop.hpp"

namespace rosterd::dingtalk
{

// A work notification is looked up by its task's number, which is in the answer that was lost. But
// a person is told the same only once a day, and whom that kept it from stands in the result of the
// repeat (143106). So where the outcome is unknown, the same goes out again, three times at most
// and within the same day in China, the clock of DingTalk's days; its result then holds for the
// first as well. After midnight it would be read twice: it is left at unknown. Client and loop must
// outlive it.
void deliver(Client& client, net::Loop& loop, Asking<TaskId> notification, Answer<TaskId> done);

// Whether what was first sent then may still be sent again.
bool is_told_once(net::Instant first_sent, net::Instant now);

// Whom a notification reached, and whom not.
struct Reached {
    std::vector<std::string> userids; // 143106 too: they were told the same before, that day
    std::vector<std::string> missed;  // no such user, a limit, or it failed
    bool operator==(const Reached&) const = default;
};
Reached reached(const SendResult& result);

// A robot's message carries an id, of which DingTalk sends only one; so it is sent again while the
// outcome is unknown or DingTalk is busy, three times at most, each time signed anew. `seed` feeds
// the jitter of the waits between.
void say(net::HttpClient& http, net::Loop& loop, const Robot& robot, const model::Json& message,
         const std::string& message_id, std::uint64_t seed, Answer<Nothing> done);

} // namespace rosterd::dingtalk
