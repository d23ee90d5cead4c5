package hub

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.FileAlreadyExistsException
import java.util.{Iterator => JavaIterator, UUID}

import scala.language.existentials
import scala.util.control.NonFatal

import io.delta.storage.HadoopFileSystemLogStore
import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{FileSystem, FSDataOutputStream, Path}

/** Commits Spark's Delta transactions on S3 by a conditional create: of several writers of one version, one wins.
  *
  * Delta's own store for S3 looks whether the file is there and then writes it. That is safe inside one driver only:
  * of two, the later one overwrites the commit that the other was told is done.
  */
class ConditionalCreateLogStore(initial: Configuration) extends HadoopFileSystemLogStore(initial) {

  import ConditionalCreateLogStore._

  override def write(
      path: Path,
      actions: JavaIterator[String],
      overwrite: java.lang.Boolean,
      configuration: Configuration
  ): Unit = {
    val system = path.getFileSystem(configuration)
    val writeId = UUID.randomUUID().toString
    val file = system.createFile(path).overwrite(true)
    file.opt(s"fs.s3a.create.header.$WriteId", writeId)
    if (!overwrite) file.must("fs.option.create.conditional.overwrite", true)
    try writeWhole(file.build(), actions)
    catch {
      // The reply may be lost although the write was done, and a repeated request then meets its own file. So the
      // error says nothing for sure; the write id of the file that is there does.
      case NonFatal(error) =>
        val winner = writerOf(system, path)
        if (winner.isEmpty) throw error
        if (!winner.contains(writeId)) {
          if (overwrite) throw error
          throw new FileAlreadyExistsException(path.toString)
        }
    }
  }

  /** A file appears when its upload is complete, and not before. */
  override def isPartialWriteVisible(path: Path, configuration: Configuration): java.lang.Boolean = false
}

object ConditionalCreateLogStore {
  private val WriteId = "hub-write-id"

  private def writeWhole(stream: FSDataOutputStream, actions: JavaIterator[String]): Unit = {
    try actions.forEachRemaining(action => stream.write(s"$action\n".getBytes(UTF_8)))
    catch {
      // Closing would publish half of a commit.
      case error: Throwable =>
        stream.abort()
        throw error
    }
    stream.close()
  }

  /** Who wrote the file that is there: a write id, "" for a file without one, None when there is no file. */
  private def writerOf(system: FileSystem, path: Path): Option[String] =
    if (!system.exists(path)) None
    else Some(Option(system.getXAttrs(path).get(s"header.$WriteId")).fold("")(new String(_, UTF_8)))
}
