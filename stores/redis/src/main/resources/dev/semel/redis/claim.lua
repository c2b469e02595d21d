-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Claim: the exclusive right to execute.
-- ARGV[5] algorithm and [6] value of the fingerprint, [7] '1' to accept a fingerprint of another algorithm,
-- [8] lease and [9] retention in milliseconds, [10] source

if record.unreadable then
  return answer('UNREADABLE') -- S12
end

local over = record.absent or is_over()

if not record.absent then
  if record.claim == ARGV[4] then
    if record.state == 'IN_PROGRESS' and not over then
      return repeated('CLAIMED') -- S6: the own claim, whose reply was lost
    end
    if record.state ~= 'COMPLETED' or over then
      return answer('SPENT') -- a claim id is used once
    end
  end
  if not over then
    -- S11: the payload is compared before anything is taken over
    if record.algorithm ~= ARGV[5] then
      if ARGV[7] ~= '1' then
        return answer('UNVERIFIABLE')
      end
    elseif record.fingerprint ~= ARGV[6] then
      return answer('MISMATCH')
    end
    if record.state == 'COMPLETED' or record.state == 'QUARANTINED' then
      return answer(record.state) -- S3
    end
    if record.state == 'IN_PROGRESS' and now < record.lease then
      return answer('IN_PROGRESS') -- S2: a live lease is never taken over
    end
  end
end

-- S1: this script runs alone, so of concurrent claims one comes here
local fence, revision = now, 1
if not record.absent then
  fence = math.max(record.fence + 1, now) -- S4
  revision = record.revision + 1
end
local attempt, generation, certainty, ends = 1, fence, 'NOT_STARTED', second(now + tonumber(ARGV[9]))
if not over then
  attempt, generation = record.attempt + 1, record.generation
  certainty = record.state == 'RELEASED' and record.certainty or 'UNKNOWN' -- a lapsed lease is UNKNOWN
  ends = math.max(ends, record['until'])
end
local lease = now + tonumber(ARGV[8])
ends = math.max(ends, second(lease)) -- S2: the record outlives its lease

local gone = { 'ended_at', 'result', 'detail', 'digest', 'data', 'reason' }
return change('CLAIMED', {
  format = FORMAT,
  state = 'IN_PROGRESS',
  claim = ARGV[4],
  fence = integer(fence),
  attempt = integer(attempt),
  generation = integer(generation),
  revision = integer(revision),
  claimed_at = integer(now),
  source = ARGV[10],
  algorithm = ARGV[5],
  fingerprint = ARGV[6],
  certainty = certainty,
  lease = integer(lease),
  ['until'] = integer(ends),
}, over and with_points(gone) or gone, purged_after(ends))
