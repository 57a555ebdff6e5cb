#include <map>
#include <set>

#include "core/scim/words.hpp"
#include "daemon/scim/answer.hpp"
#include "daemon/scim/endpoints.hpp"

namespace rosterd::scim
{

namespace
{

using model::Json;

constexpr std::string_view kReference = "bulkId:";

// Calls `see` with every text below, which it may change. As deep as bodies may be.
template <typename See>
void each_text(Json& json, const See& see) // NOLINT(misc-no-recursion)
{
    if (json.is_string()) {
        see(json);
    } else if (json.is_structured()) {
        for (Json& one : json) {
            each_text(one, see);
        }
    }
}

struct Operation {
    std::string method, path, bulk_id, version;
    Json data;
    std::string id; // of what a POST makes, known before it is made: references may be cyclic
    std::set<std::string> refers_to;
    bool begun = false;
    bool failed = false;
    Json result; // null: not carried out
};

class Bulk
{
public:
    Bulk(Resources& resources, const std::string& base) : resources_{resources}, base_{base} {}

    Answer<void> take(const Json& operations)
    {
        for (const Json& one : operations) {
            Operation op;
            op.method = text_of(one, "method");
            op.path = text_of(one, "path");
            op.bulk_id = text_of(one, "bulkId");
            op.version = text_of(one, "version");
            if (const Json* data = member(one, "data")) {
                op.data = *data;
            }
            if (same_word(op.method, "POST")) {
                if (op.bulk_id.empty()) {
                    return refuse("invalidSyntax", "each POST of a bulk needs a bulkId");
                }
                op.id = new_id();
                if (!by_id_.emplace(op.bulk_id, operations_.size()).second) {
                    return refuse("invalidSyntax", "two operations have the bulkId " + op.bulk_id);
                }
            }
            operations_.push_back(std::move(op));
        }
        for (Operation& op : operations_) {
            resolve(op);
        }
        return {};
    }

    BulkOutcome run(std::int64_t fail_on_errors)
    {
        most_errors_ = fail_on_errors;
        for (Operation& op : operations_) {
            carry_out(op);
        }
        BulkOutcome out;
        out.response = {{"schemas", {"urn:ietf:params:scim:api:messages:2.0:BulkResponse"}},
                        {"Operations", Json::array()}};
        for (Operation& op : operations_) {
            if (!op.result.is_null()) {
                out.response["Operations"].push_back(std::move(op.result));
                out.changes += op.failed ? 0 : 1;
            }
        }
        return out;
    }

private:
    void resolve(Operation& op)
    {
        const auto see = [&](Json& text) {
            const auto& reference = text.get_ref<const std::string&>();
            if (!reference.starts_with(kReference)) {
                return;
            }
            const std::string bulk_id = reference.substr(kReference.size());
            op.refers_to.insert(bulk_id);
            if (const auto found = by_id_.find(bulk_id); found != by_id_.end()) {
                text = operations_[found->second].id;
            }
        };
        each_text(op.data, see);
        if (const auto at = op.path.find(kReference); at != std::string::npos) {
            Json reference = op.path.substr(at);
            see(reference);
            op.path = op.path.substr(0, at) + reference.get<std::string>();
        }
    }

    // What it refers to comes first. As deep as there are operations at most.
    void carry_out(Operation& op) // NOLINT(misc-no-recursion)
    {
        if (op.begun) {
            return;
        }
        op.begun = true;
        for (const std::string& reference : op.refers_to) {
            if (const auto found = by_id_.find(reference); found != by_id_.end()) {
                carry_out(operations_[found->second]);
            }
        }
        if (most_errors_ > 0 && errors_ >= most_errors_) {
            return;
        }
        auto done = try_out(op);
        op.failed = !done;
        errors_ += done ? 0 : 1;
        op.result = done ? std::move(*done) : failure(op, done.error());
    }

    static Json failure(const Operation& op, const Fault& fault)
    {
        Json out = head_of(op, fault.status);
        out["response"] = to_json(fault);
        return out;
    }

    static Json head_of(const Operation& op, int status)
    {
        Json out{{"method", op.method}, {"status", std::to_string(status)}};
        if (!op.bulk_id.empty()) {
            out["bulkId"] = op.bulk_id;
        }
        return out;
    }

    Answer<Json> try_out(const Operation& op)
    {
        for (const std::string& reference : op.refers_to) {
            const auto found = by_id_.find(reference);
            if (found == by_id_.end() || operations_[found->second].failed) {
                return refuse("invalidValue", "bulkId:" + reference + " was not created", 409);
            }
        }
        for (const ResourceType* type : resource_types()) {
            if (op.path == type->endpoint && same_word(op.method, "POST")) {
                return made(op, *type, 201, resources_.create(*type, op.data, op.id));
            }
            if (op.path.starts_with(type->endpoint + "/")) {
                return change(op, *type, op.path.substr(type->endpoint.size() + 1));
            }
        }
        return refuse("invalidPath", "nothing can be done with " + op.method + " " + op.path);
    }

    Answer<Json> change(const Operation& op, const ResourceType& type, const std::string& id)
    {
        if (same_word(op.method, "PUT")) {
            return made(op, type, 200, resources_.replace(type, id, op.data, op.version));
        }
        if (same_word(op.method, "PATCH")) {
            // Some send the operations alone.
            const Json message = op.data.is_array() ? Json{{"Operations", op.data}} : op.data;
            return made(op, type, 200, resources_.patch(type, id, message, op.version));
        }
        if (same_word(op.method, "DELETE")) {
            if (auto removed = resources_.remove(type, id, op.version); !removed) {
                return tl::unexpected(removed.error());
            }
            Json out = head_of(op, 204);
            out["location"] = location_of(base_, type, id);
            return out;
        }
        return refuse("invalidSyntax", "a bulk has POST, PUT, PATCH and DELETE", 405);
    }

    Answer<Json> made(const Operation& op, const ResourceType& type, int status,
                      const Answer<state::ScimResource>& resource)
    {
        if (!resource) {
            return tl::unexpected(resource.error());
        }
        Json out = head_of(op, status);
        out["location"] = location_of(base_, type, resource->id);
        out["version"] = version_of(*resource);
        return out;
    }

    Resources& resources_;
    const std::string& base_;
    std::vector<Operation> operations_;
    std::map<std::string, std::size_t> by_id_; // of POSTs, by bulkId
    std::int64_t most_errors_ = 0;             // 0: as many as there are
    std::int64_t errors_ = 0;
};

} // namespace

std::string text_of(const Json& object, std::string_view name)
{
    const Json* found = member(object, name);
    return found != nullptr && found->is_string() ? found->get<std::string>() : std::string{};
}

Answer<const Json*> operations_in(const Json& message)
{
    const Json* operations = member(message, "Operations");
    if (operations == nullptr || !operations->is_array()) {
        return refuse("invalidSyntax", "a BulkRequest needs \"Operations\": [...]");
    }
    if (operations->size() > kMostOperations) {
        return refuse("tooMany",
                      "a bulk has " + std::to_string(kMostOperations) + " operations at most", 413);
    }
    return operations;
}

Answer<BulkOutcome> bulk(Resources& resources, const Json& message, const std::string& base)
{
    const auto operations = operations_in(message);
    if (!operations) {
        return tl::unexpected(operations.error());
    }
    const Json* most = member(message, "failOnErrors");
    Bulk all{resources, base};
    if (auto taken = all.take(**operations); !taken) {
        return tl::unexpected(taken.error());
    }
    return all.run(most != nullptr && most->is_number_integer() ? most->get<std::int64_t>() : 0);
}

} // namespace rosterd::scim
