#include "daemon/sandbox/notifications.hpp"

#include <algorithm>

#include "core/model/record.hpp"

namespace rosterd::sandbox
{

using model::Json;

namespace
{

std::string day_key(std::string_view userid, std::int64_t agent, model::Instant now)
{
    const auto day = std::chrono::floor<std::chrono::days>(now + std::chrono::hours{8});
    return std::to_string(day.time_since_epoch().count()) + " " + std::to_string(agent) + " " +
           std::string{userid};
}

std::uint64_t content_of(const Json& message)
{
    return model::fingerprint(message.dump(-1, ' ', false, Json::error_handler_t::replace));
}

} // namespace

const Notification* Notifications::task(std::int64_t id) const
{
    const auto found = tasks_.find(id);
    return found == tasks_.end() ? nullptr : &found->second;
}

std::size_t Notifications::count(std::string_view userid, std::int64_t agent,
                                 model::Instant now) const
{
    const auto found = delivered_.find(day_key(userid, agent, now));
    return found == delivered_.end() ? 0 : found->second.size();
}

bool Notifications::had(std::string_view userid, std::int64_t agent, const Json& message,
                        model::Instant now) const
{
    const auto found = delivered_.find(day_key(userid, agent, now));
    return found != delivered_.end() &&
           std::ranges::find(found->second, content_of(message)) != found->second.end();
}

void Notifications::index(const Notification& sent)
{
    for (const auto& userid : sent.delivered) {
        delivered_[day_key(userid, sent.agent_id, sent.sent_at)].push_back(
            content_of(sent.message));
    }
}

std::int64_t Notifications::add(Notification sent)
{
    ++revision_;
    sent.task_id = next_;
    index(sent);
    tasks_[next_] = std::move(sent);
    return next_++;
}

void Notifications::recall(std::int64_t id)
{
    ++revision_;
    tasks_.at(id).recalled = true;
}

Json Notifications::to_json() const
{
    auto json = Json::array();
    for (const auto& [id, sent] : tasks_) {
        json.push_back({{"task_id", id},
                        {"agent_id", sent.agent_id},
                        {"sent_at", model::to_string(sent.sent_at)},
                        {"message", sent.message},
                        {"delivered", sent.delivered},
                        {"invalid", sent.invalid},
                        {"invalid_departments", sent.invalid_departments},
                        {"forbidden", sent.forbidden},
                        {"recalled", sent.recalled}});
    }
    return json;
}

void Notifications::restore(const Json& json)
{
    for (const auto& stored : json) {
        Notification sent;
        stored.at("task_id").get_to(sent.task_id);
        stored.at("agent_id").get_to(sent.agent_id);
        sent.sent_at = model::parse_instant(stored.value("sent_at", "")).value_or(model::Instant{});
        sent.message = stored.at("message");
        stored.at("delivered").get_to(sent.delivered);
        stored.at("invalid").get_to(sent.invalid);
        stored.at("invalid_departments").get_to(sent.invalid_departments);
        stored.at("forbidden").get_to(sent.forbidden);
        stored.at("recalled").get_to(sent.recalled);
        next_ = std::max(next_, sent.task_id + 1);
        index(sent);
        tasks_[sent.task_id] = std::move(sent);
        ++revision_;
    }
}

} // namespace rosterd::sandbox
