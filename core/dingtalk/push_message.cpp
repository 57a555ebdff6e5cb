#include "core/dingtalk/push_message.hpp"

#include <initializer_list>

namespace rosterd::dingtalk
{

namespace
{

std::string first_of(const std::map<std::string, std::string>& query,
                     std::initializer_list<const char*> names)
{
    for (const char* name : names) {
        if (const auto found = query.find(name); found != query.end()) {
            return found->second;
        }
    }
    return "";
}

} // namespace

std::optional<SealedPush> read_push(const std::map<std::string, std::string>& query,
                                    const std::string& body)
{
    const model::Json json = model::Json::parse(body, nullptr, false);
    const auto encrypt = json.is_object() ? json.find("encrypt") : json.end();
    if (encrypt == json.end() || !encrypt->is_string()) {
        return std::nullopt;
    }
    SealedPush push{first_of(query, {"msg_signature", "signature"}),
                    first_of(query, {"timestamp", "timeStamp"}), first_of(query, {"nonce"}),
                    encrypt->get<std::string>()};
    if (push.signature.empty() || push.timestamp.empty() || push.nonce.empty()) {
        return std::nullopt;
    }
    return push;
}

model::Json answer_of(const SealedPush& sealed)
{
    return {{"msg_signature", sealed.signature},
            {"timeStamp", sealed.timestamp},
            {"nonce", sealed.nonce},
            {"encrypt", sealed.encrypt}};
}

} // namespace rosterd::dingtalk
