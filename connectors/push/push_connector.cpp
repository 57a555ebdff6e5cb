#include "connectors/push/push_connector.hpp"

#include <charconv>
#include <unordered_map>

#include "connectors/push/push_body.hpp"
#include "connectors/sdk/options.hpp"

namespace rosterd::push
{

namespace
{

using model::ErrorKind;
using model::RecordKind;

std::int64_t id_of(const std::string& cursor)
{
    std::int64_t id = 0;
    std::from_chars(cursor.data(), cursor.data() + cursor.size(), id);
    return id;
}

// What the pending batches say together: for each person or department the last word.
class LastWords
{
public:
    void add(Batch batch, std::int64_t id, bool complete)
    {
        if (complete) {
            items_.clear();
            by_key_.clear();
            complete_ = true;
        }
        for (Item& item : batch.items) {
            item.record.origin.where = "push:" + std::to_string(id) + item.record.origin.where;
            supersede(item, id);
            items_.push_back(std::move(item));
        }
    }

    bool complete() const { return complete_; }

    std::size_t deliver(const std::string& source, sdk::RecordSink& sink)
    {
        std::uint32_t row = 0;
        for (Item& item : items_) {
            if (item.record.origin.where.empty()) {
                continue;
            }
            ++row;
            item.record.origin.source = source;
            if (item.gone) {
                sink.tombstone(std::move(item.key), std::move(item.record.origin));
                continue;
            }
            item.record.fingerprint = model::fingerprint_of(item.record);
            if (!sink.known(item.record.fingerprint, row)) {
                sink.record(std::move(item.record));
            }
        }
        return row;
    }

private:
    // Only across batches: twice in one batch is a contradiction, which ingest quarantines.
    void supersede(const Item& item, std::int64_t batch)
    {
        if (item.key.empty()) {
            return; // which heading is the id only the mapping knows: ingest sees both
        }
        const std::string kind = item.record.kind == RecordKind::department ? "d" : "p";
        Said& said = by_key_[kind + item.key];
        if (said.batch != batch) {
            for (const std::size_t index : said.items) {
                items_[index].record.origin.where.clear();
            }
            said = {batch, {}};
        }
        said.items.push_back(items_.size());
    }

    struct Said {
        std::int64_t batch = 0;
        std::vector<std::size_t> items;
    };
    std::vector<Item> items_; // superseded ones have no origin
    std::unordered_map<std::string, Said> by_key_;
    bool complete_ = false;
};

class PushConnector final : public sdk::Connector
{
public:
    PushConnector(std::string source, std::shared_ptr<sdk::Inbox> inbox,
                  sdk::Completeness completeness)
        : source_{std::move(source)}, inbox_{std::move(inbox)}, completeness_{completeness}
    {
    }

    model::Result<sdk::ReadResult> read(const sdk::ReadRequest& request,
                                        sdk::RecordSink& sink) override
    {
        const std::int64_t accepted = id_of(request.cursor);
        std::int64_t last = accepted;
        LastWords words;
        std::size_t batches = 0;
        for (const sdk::Inbox::Batch& stored : inbox_->pending()) {
            if (stored.id <= accepted) {
                continue; // read before, and not dropped because rosterd ended just then
            }
            auto batch = parse_body(stored.body);
            if (!batch) {
                return model::fail(batch.error().kind,
                                   "push:" + std::to_string(stored.id) + ": " +
                                       batch.error().message,
                                   batch.error().hint);
            }
            const bool complete =
                batch->complete.value_or(completeness_ == sdk::Completeness::complete);
            words.add(std::move(*batch), stored.id, complete);
            last = stored.id;
            ++batches;
        }
        if (batches == 0) {
            return sdk::ReadResult{sdk::Completeness::nothing, request.cursor, false,
                                   "nothing was pushed"};
        }
        const std::size_t records = words.deliver(source_, sink);
        return sdk::ReadResult{
            words.complete() ? sdk::Completeness::complete : sdk::Completeness::changes,
            std::to_string(last), false,
            std::to_string(batches) + " pushed, " + std::to_string(records) + " records"};
    }

    void settled(const sdk::Settlement& settlement) override
    {
        if (const std::int64_t id = id_of(settlement.cursor); id > 0) {
            inbox_->drop(id);
        }
    }

    model::Result<std::size_t> accept_push(const model::Json& body) const override
    {
        const auto batch = parse_body(body);
        if (!batch) {
            return tl::unexpected(batch.error());
        }
        return batch->items.size();
    }

private:
    std::string source_;
    std::shared_ptr<sdk::Inbox> inbox_;
    sdk::Completeness completeness_;
};

model::Result<std::unique_ptr<sdk::Connector>> make(const sdk::ConnectorContext& context)
{
    const auto completeness = sdk::completeness_option(context, sdk::Completeness::changes);
    if (!completeness) {
        return tl::unexpected(completeness.error());
    }
    if (!context.inbox) {
        return model::fail(ErrorKind::invalid, "there is nowhere to store pushes",
                           "pushes need the daemon: rosterd run");
    }
    return std::make_unique<PushConnector>(context.source, context.inbox, *completeness);
}

} // namespace

sdk::ConnectorKind kind()
{
    return {"push",
            "an HRIS that calls POST /api/v1/sources/NAME/records",
            {{"completeness",
              "string",
              false,
              "what a batch is that does not say so itself",
              {"complete", "changes"}}},
            make};
}

} // namespace rosterd::push
