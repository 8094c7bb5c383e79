output "names" {
  description = "What each is called in Cloud Run, once it is there."
  value = merge(
    { for key, service in google_cloud_run_v2_service.this : key => service.name },
    { for key, pool in google_cloud_run_v2_worker_pool.this : key => pool.name },
    { for key, job in google_cloud_run_v2_job.this : key => job.name },
  )
}
