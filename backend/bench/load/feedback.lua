-- wrk's script: posts feedback that is new each time, as a helpdesk would send it.
-- wrk ... -s feedback.lua URL TOKEN ITEMS [KEY]: KEY is what the caller is known by; TOKEN is twelve hexadecimal digits that no other run has; ITEMS is 1 for the
-- plain call, else how many the batch call takes. Its last line of output is what was measured, as JSON.
-- All texts are cut out beforehand: the load's own cost is part of what the two cores do.

local ZIPF_REPLIES = 5000
local VARIANTS = 1024
local UNIQUE_REPLIES = 0.7
local THUMBS_DOWN = 0.3
local AGENTS = 40
local CHANNELS = { "email", "chat", "phone" }
local MODELS = { "reply-4", "reply-5" }
local REASONS = { "INCORRECT", "INCOMPLETE", "IRRELEVANT", "OUTDATED", "TONE", "OTHER" }
-- Added up modulo 2^32 an odd number meets each number once: keys in no order, and none twice.
local STEP = 2654435769
local KEYS = 2 ^ 32

local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

local passage = io.open("passage.txt"):read("*l")

local function cut(length)
  local first = math.random(#passage - length)
  return passage:sub(first, first + length - 1)
end

local function many(count, make)
  local made = {}
  for i = 1, count do
    made[i] = make(i)
  end
  return made
end

local random, floor, format = math.random, math.floor, string.format
local key, keyTail, items, head, messages, replies, zipfReplies, rests, rejections

function init(args)
  local token = args[1]
  items = tonumber(args[2])
  -- The same texts in every run, and other dice.
  math.randomseed(1)
  messages = many(VARIANTS, function() return cut(180) end)
  replies = many(VARIANTS, function() return cut(255) end)
  zipfReplies = many(ZIPF_REPLIES, function(i) return format("Answer %d. ", i) .. cut(288) end)
  rests = many(VARIANTS, function()
    return format(
      ',"agentId":"agent-%d","channel":"%s","model":"%s"}',
      random(AGENTS), CHANNELS[random(#CHANNELS)], MODELS[random(#MODELS)])
  end)
  rejections = many(VARIANTS, function()
    return format('","useful":false,"reason":"%s","agentReply":"', REASONS[random(#REASONS)]) .. cut(300) .. '"'
  end)
  math.randomseed(tonumber(token:sub(1, 7), 16) + number)
  key = random(KEYS) - 1
  keyTail = format("-%04x-4000-8000-%s", number, token)
  local authorization = args[3] and "\r\nAuthorization: Bearer " .. args[3] or ""
  head = "POST " .. wrk.path .. " HTTP/1.1\r\nHost: " .. wrk.host .. authorization
    .. "\r\nContent-Type: application/json\r\nContent-Length: "
end

local function feedback()
  key = (key + STEP) % KEYS
  local messageId = format("%08x", key) .. keyTail
  local reply = random() < UNIQUE_REPLIES and "Case " .. messageId .. ". " .. replies[random(VARIANTS)]
    or zipfReplies[floor((ZIPF_REPLIES + 1) ^ random())]
  return '{"messageId":"' .. messageId
    .. '","message":"Order ' .. messageId:sub(1, 8) .. ". " .. messages[random(VARIANTS)]
    .. '","aiReply":"' .. reply
    .. (random() < THUMBS_DOWN and rejections[random(VARIANTS)] or '","useful":true')
    .. rests[random(VARIANTS)]
end

local parts = {}

local function batch()
  for i = 1, items do
    parts[i] = feedback()
  end
  return '{"items":[' .. table.concat(parts, ",") .. "]}"
end

function request()
  local body = items == 1 and feedback() or batch()
  return head .. #body .. "\r\n\r\n" .. body
end

function done(summary, latency)
  local errors = summary.errors
  print(format(
    '{"answers":%d,"refused":%d,"lost":%d,"seconds":%.6f,"p50":%.3f,"p95":%.3f,"p99":%.3f}',
    summary.requests, errors.status, errors.connect + errors.read + errors.write + errors.timeout,
    summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3, latency:percentile(99) / 1e3))
end
