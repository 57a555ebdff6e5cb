#include "core/dingtalk/event_backlog.hpp"

#include <utility>

#include "core/dingtalk/wire.hpp"

namespace rosterd::dingtalk
{

namespace
{

constexpr int kPages = 5000; // a million events; beyond that the list never ends

class Pull : public std::enable_shared_from_this<Pull>
{
public:
    Pull(net::Loop& loop, Client& client, EventBacklog::Keep keep, Answer<std::size_t> done)
        : loop_(loop), client_(client), keep_(std::move(keep)), done_(std::move(done))
    {
    }

    void next()
    {
        Call call;
        call.method = "GET";
        call.path = "/call_back/get_call_back_failed_result";
        call.repeatable = false; // an answer that was lost is forgotten by the next call
        client_.call(std::move(call),
                     [self = shared_from_this()](const CallResult& answer) { self->take(answer); });
    }

private:
    void take(const CallResult& answer)
    {
        if (!answer) {
            done_(tl::unexpected(answer.error()));
            return;
        }
        std::vector<Event> page;
        if (const auto list = answer->find("failed_list");
            list != answer->end() && list->is_array()) {
            for (const model::Json& item : *list) {
                if (auto event = event_of_failed(item, loop_.now())) {
                    page.push_back(std::move(*event));
                }
            }
        }
        if (!page.empty()) {
            keep_(page);
        }
        count_ += page.size();
        if (flag_of(*answer, "has_more") && ++pages_ < kPages) {
            next();
            return;
        }
        done_(count_);
    }

    net::Loop& loop_;
    Client& client_;
    EventBacklog::Keep keep_;
    Answer<std::size_t> done_;
    std::size_t count_ = 0;
    int pages_ = 0;
};

class FailedEvents final : public EventBacklog
{
public:
    FailedEvents(net::Loop& loop, Client& client) : loop_(loop), client_(client) {}
    void pull(Keep keep, Answer<std::size_t> done) override
    {
        std::make_shared<Pull>(loop_, client_, std::move(keep), std::move(done))->next();
    }

private:
    net::Loop& loop_;
    Client& client_;
};

} // namespace

std::unique_ptr<EventBacklog> make_event_backlog(net::Loop& loop, Client& client)
{
    return std::make_unique<FailedEvents>(loop, client);
}

} // namespace rosterd::dingtalk
