// A caller of the sandbox inside the test: no socket, and a clock the test moves.
#pragma once

#include <string>
#include <utility>

#include "core/model/json.hpp"
#include "daemon/sandbox/service.hpp"

namespace rosterd::sandbox
{

using model::Json;

class SandboxClient
{
public:
    explicit SandboxClient(Rules rules = {})
        : service{new_company("Demo", start()), std::move(rules)}
    {
        fetch_token();
    }

    static model::Instant start() { return *model::parse_instant("2026-11-22T02:00:00.000Z"); }

    void fetch_token() { token = oapi_get("/gettoken?appkey=k&appsecret=s").at("access_token"); }

    // Old style, body as JSON.
    Json oapi(const std::string& path, const Json& body = Json::object())
    {
        return Json::parse(send(request("POST", path, body.dump())).body);
    }

    Json oapi_get(const std::string& target)
    {
        return Json::parse(send(request("GET", target, "")).body);
    }

    Json form(const std::string& path, const std::string& body)
    {
        auto wanted = request("POST", path, body);
        wanted.headers["content-type"] = "application/x-www-form-urlencoded";
        return Json::parse(send(wanted).body);
    }

    // New style; the answer's body with its HTTP status beside it.
    std::pair<int, Json> api(const std::string& method, const std::string& target,
                             const Json& body = nullptr)
    {
        auto wanted = request(method, target, body.is_null() ? "" : body.dump());
        wanted.headers["x-acs-dingtalk-access-token"] = token;
        const auto answer = send(wanted);
        return {answer.status, Json::parse(answer.body)};
    }

    // The control interface.
    Json control(const std::string& method, const std::string& target, const Json& body = nullptr)
    {
        return Json::parse(send(request(method, target, body.is_null() ? "" : body.dump())).body);
    }

    http::HttpServerResponse send(const http::HttpServerRequest& wanted)
    {
        return service.handle(wanted, now).response;
    }

    http::HttpServerRequest request(const std::string& method, const std::string& target,
                                    std::string body) const
    {
        http::HttpServerRequest wanted;
        wanted.method = method;
        wanted.path = target.substr(0, target.find('?'));
        wanted.body = std::move(body);
        wanted.peer = "127.0.0.1";
        wanted.parameters["access_token"] = token;
        if (const auto question = target.find('?'); question != std::string::npos) {
            add_parameters(wanted, target.substr(question + 1));
        }
        return wanted;
    }

    // Shorthands for what most specifications begin with.
    DeptId department(const std::string& name, DeptId parent = 1)
    {
        return oapi("/topapi/v2/department/create", {{"name", name}, {"parent_id", parent}})
            .at("result")
            .at("dept_id");
    }

    Json create(const std::string& userid, const Json& fields = Json::object())
    {
        Json body{{"userid", userid},
                  {"name", "Name " + userid},
                  {"mobile", "138" + std::to_string(10000000 + ++people)},
                  {"dept_id_list", "1"}};
        body.update(fields);
        return oapi("/topapi/v2/user/create", body);
    }

    Json update(const std::string& userid, Json fields)
    {
        fields["userid"] = userid;
        return oapi("/topapi/v2/user/update", fields);
    }

    Json get(const std::string& userid)
    {
        return oapi("/topapi/v2/user/get", {{"userid", userid}}).value("result", Json{});
    }

    SandboxService service;
    model::Instant now = start();
    std::string token;
    int people = 0;

private:
    static void add_parameters(http::HttpServerRequest& wanted, std::string query)
    {
        while (!query.empty()) {
            const auto pair = query.substr(0, query.find('&'));
            query.erase(0, pair.size() + 1);
            wanted.parameters[pair.substr(0, pair.find('='))] = pair.substr(pair.find('=') + 1);
        }
    }
};

inline int code(const Json& answer)
{
    return answer.at("errcode").get<int>();
}

inline Rules unlimited()
{
    Rules rules;
    rules.qps = 0;
    return rules;
}

} // namespace rosterd::sandbox
