#include "core/dingtalk/delivery.hpp"

#include <memory>
#include <random>
#include <utility>

#include "core/dingtalk/retry.hpp"

namespace rosterd::dingtalk
{

namespace
{

using namespace std::chrono_literals;

constexpr int kTries = 3;
constexpr net::Duration kAfterUnknown = 2s; // the first may be on its way yet
constexpr std::string_view kToldBefore = "143106";

auto day_in_china(net::Instant at)
{
    return std::chrono::floor<std::chrono::days>(at + 8h);
}

// One notification until its outcome is known or must stay unknown.
struct Delivery : std::enable_shared_from_this<Delivery> {
    Delivery(Client& asked, net::Loop& clock, Asking<TaskId> what, Answer<TaskId> whom)
        : client(asked), loop(clock), notification(std::move(what)), done(std::move(whom)),
          first_sent(clock.now())
    {
    }
    void send()
    {
        ++sent;
        ask<TaskId>(client, notification,
                    [self = shared_from_this()](tl::expected<TaskId, ApiError> answer) {
                        self->answered(std::move(answer));
                    });
    }
    void answered(tl::expected<TaskId, ApiError> answer)
    {
        if (answer) {
            return done(*answer);
        }
        unknown = unknown || answer.error().unknown_outcome;
        if (answer.error().unknown_outcome && !answer.error().stopped && sent < kTries &&
            is_told_once(first_sent, loop.now() + kAfterUnknown)) {
            loop.after(kAfterUnknown, [self = shared_from_this()] { self->send(); });
            return;
        }
        answer.error().unknown_outcome =
            unknown; // a later refusal does not undo an earlier sending
        done(std::move(answer));
    }

    Client& client;
    net::Loop& loop;
    Asking<TaskId> notification;
    Answer<TaskId> done;
    net::Instant first_sent;
    int sent = 0;
    bool unknown = false;
};

struct Saying : std::enable_shared_from_this<Saying> {
    Saying(net::HttpClient& sender, net::Loop& clock, std::uint64_t seed)
        : http(sender), loop(clock), random(seed)
    {
    }
    void send()
    {
        http.send(robot_request(robot, message, message_id, loop.now()),
                  [self = shared_from_this()](const net::HttpResult& answer) {
                      self->answered(read_robot_answer(answer));
                  });
    }
    void answered(tl::expected<Nothing, ApiError> answer)
    {
        if (!answer) {
            unknown = unknown || answer.error().unknown_outcome;
            const Decision next = decide(answer.error(), true, kTries, random(), attempts);
            if (next.next == Next::again) {
                loop.after(next.wait, [self = shared_from_this()] { self->send(); });
                return;
            }
            answer.error().unknown_outcome = unknown;
        }
        done(std::move(answer));
    }

    net::HttpClient& http;
    net::Loop& loop;
    Robot robot;
    model::Json message;
    std::string message_id;
    Answer<Nothing> done;
    std::mt19937_64 random;
    Attempts attempts;
    bool unknown = false;
};

} // namespace

bool is_told_once(net::Instant first_sent, net::Instant now)
{
    return day_in_china(first_sent) == day_in_china(now);
}

void deliver(Client& client, net::Loop& loop, Asking<TaskId> notification, Answer<TaskId> done)
{
    std::make_shared<Delivery>(client, loop, std::move(notification), std::move(done))->send();
}

Reached reached(const SendResult& result)
{
    Reached found;
    for (const auto* had : {&result.read, &result.unread}) {
        found.userids.insert(found.userids.end(), had->begin(), had->end());
    }
    for (const auto* had_not : {&result.invalid, &result.failed}) {
        found.missed.insert(found.missed.end(), had_not->begin(), had_not->end());
    }
    for (const Forbidden& one : result.forbidden) {
        (one.code == kToldBefore ? found.userids : found.missed).push_back(one.userid);
    }
    return found;
}

void say(net::HttpClient& http, net::Loop& loop, const Robot& robot, const model::Json& message,
         const std::string& message_id, std::uint64_t seed, Answer<Nothing> done)
{
    auto saying = std::make_shared<Saying>(http, loop, seed);
    saying->robot = robot;
    saying->message = message;
    saying->message_id = message_id;
    saying->done = std::move(done);
    saying->send();
}

} // namespace rosterd::dingtalk
