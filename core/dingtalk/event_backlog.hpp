// The events that DingTalk could not deliver [obtain-the-event-list-of-failed-push-messages].
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "core/dingtalk/directory.hpp"
#include "core/dingtalk/event.hpp"

namespace rosterd::dingtalk
{

class EventBacklog
{
public:
    virtual ~EventBacklog() = default;
    // Hands over page after page, at most 200 events each, and answers how many there were. A page
    // must be durable when `keep` returns: the next call makes DingTalk forget it. Entries that are
    // no events are passed over. An error may mean that a page was lost for good.
    using Keep = std::function<void(const std::vector<Event>& page)>;
    virtual void pull(Keep keep, Answer<std::size_t> done) = 0;
};

std::unique_ptr<EventBacklog> make_event_backlog(net::Loop& loop, Client& client);

} // namespace rosterd::dingtalk
