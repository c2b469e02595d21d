-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Shared beginning of every script: one hash holds the record of one key, and the one moment of the call decides.
--
-- KEYS[1]  the hash
-- ARGV[1]  the moment of the call in epoch milliseconds; empty for the time of this server
-- ARGV[2]  how long a record stays after its end, in milliseconds (purge only, S9)
-- ARGV[3]  '1' if a repeated write must reach the replicas again, for the WAIT that follows
-- ARGV[4]  the claim id of the caller; empty for a read
--
-- Numbers: Redis computes in doubles, which hold integers up to 2^53 exactly. Moments in milliseconds, fences,
-- revisions and attempts stay below; they are written by integer(), since tostring() would give 1.7e+12.
-- S7: Redis runs a script alone, and no command here fails after the first write, so a call is one transition.

local KEY = KEYS[1]
local FORMAT = '1'
local RANK = { NOT_STARTED = 1, NOT_EXECUTED = 2, UNKNOWN = 3 }
local NUMBERS = { 'fence', 'attempt', 'generation', 'revision', 'claimed_at' }
local NEEDED = {
  IN_PROGRESS = { 'lease', 'until' },
  RELEASED = { 'ended_at', 'until' },
  COMPLETED = { 'ended_at', 'until' },
  QUARANTINED = { 'ended_at' },
}
local FIELDS = { 'format', 'state', 'claim', 'fence', 'attempt', 'generation', 'revision', 'claimed_at', 'algorithm',
  'fingerprint', 'certainty', 'lease', 'until', 'ended_at', 'digest', 'points' }

local function integer(number)
  return string.format('%.0f', number)
end

local function moment()
  if ARGV[1] ~= '' then
    return tonumber(ARGV[1])
  end
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end

local now = moment()

-- The end of a window or retention in epoch seconds, rounded up.
local function second(milliseconds)
  return math.ceil(milliseconds / 1000)
end

-- S12: what is not a record of this format decides nothing.
local function is_readable(record)
  local needed = NEEDED[record.state]
  if record.format ~= FORMAT or not needed or not record.claim or not record.algorithm or not record.fingerprint then
    return false
  end
  if (record.state == 'IN_PROGRESS' or record.state == 'RELEASED') and not RANK[record.certainty] then
    return false
  end
  if record.state == 'COMPLETED' and not record.digest then
    return false
  end
  for _, names in ipairs({ NUMBERS, needed }) do
    for _, name in ipairs(names) do
      if not string.match(record[name] or '', '^%-?%d+$') then
        return false
      end
      record[name] = tonumber(record[name])
    end
  end
  return true
end

-- The fields that decide; absent, foreign and unreadable tell why there are none.
local function read()
  local values = redis.pcall('HMGET', KEY, unpack(FIELDS))
  if values.err then
    return { foreign = true, unreadable = true }
  end
  local record = {}
  for i, name in ipairs(FIELDS) do
    record[name] = values[i] or nil
  end
  if not record.format and redis.call('EXISTS', KEY) == 0 then
    record.absent = true
  else
    record.unreadable = not is_readable(record)
  end
  return record
end

local record = read()

local function answer(verdict)
  if record.foreign then
    return { verdict, redis.call('TYPE', KEY).ok }
  end
  return { verdict, redis.call('HGETALL', KEY) }
end

-- S9: the end is a comparison; a quarantined record has none.
local function is_over()
  return record.state ~= 'QUARANTINED' and now >= record['until'] * 1000
end

-- S5, S12: a write needs the record of its claim.
local function is_mine()
  return not record.absent and not record.unreadable and record.claim == ARGV[4]
end

-- S5: in progress, neither released nor quarantined nor past its retention.
local function is_unfinished()
  return record.state == 'IN_PROGRESS' and not is_over()
end

-- S6: the record shows the write that is repeated.
local function repeated(verdict)
  if ARGV[3] == '1' then
    redis.call('HSET', KEY, 'format', FORMAT)
  end
  return answer(verdict)
end

-- TTL: only frees memory. It is relative, so no clock is compared with that of the server.
local function keep_until(epoch_second)
  redis.call('PEXPIRE', KEY, integer(math.max(epoch_second * 1000 - now, 0) + tonumber(ARGV[2]) + 1))
end

local function drop_points()
  if record.points then
    local stale = { 'points' }
    for _, name in ipairs(redis.call('HKEYS', KEY)) do
      if string.sub(name, 1, 6) == 'point:' then
        stale[#stale + 1] = name
      end
    end
    for first = 1, #stale, 1000 do
      redis.call('HDEL', KEY, unpack(stale, first, math.min(first + 999, #stale)))
    end
  end
end

-- The completion of the caller's claim: of complete and of a resolution with a result.
-- ARGV[5] window in milliseconds, [6] kind, [7] detail, [8] digest, [9] the bytes, [10] '1' if there are any
local function completed()
  local ends = second(now + tonumber(ARGV[5]))
  redis.call('HSET', KEY, 'state', 'COMPLETED', 'revision', integer(record.revision + 1), 'ended_at', integer(now),
    'until', integer(ends), 'result', ARGV[6], 'detail', ARGV[7], 'digest', ARGV[8])
  redis.call('HDEL', KEY, 'lease', 'certainty', 'reason')
  drop_points()
  keep_until(ends)
  local shown = answer('STORED') -- without the bytes, which the caller has
  if ARGV[10] == '1' then
    redis.call('HSET', KEY, 'data', ARGV[9])
  end
  return shown
end
